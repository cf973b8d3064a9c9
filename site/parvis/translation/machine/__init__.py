"""Translation machines: engines, requests that wait for their answer, proposals."""
