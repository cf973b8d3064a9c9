"""The workbench: versions, the editor, who is at work."""
