"""What readers see: the frame, the blocks, the drawings, typography, and what a page costs."""
