"""The blocks an article's body is made of, one family a file.

`BODY_BLOCKS` is the list in the order the block picker shows it.
"""

from parvis.pages.blocks.accordion import AccordionBlock
from parvis.pages.blocks.buttons import ButtonsBlock
from parvis.pages.blocks.callout import CalloutBlock
from parvis.pages.blocks.code import CodeBlock
from parvis.pages.blocks.document import DocumentBlock
from parvis.pages.blocks.embed import EmbedBlock
from parvis.pages.blocks.footnotes import FootnotesBlock
from parvis.pages.blocks.heading import HeadingBlock
from parvis.pages.blocks.image import ImageBlock
from parvis.pages.blocks.quote import QuoteBlock
from parvis.pages.blocks.table import TableBlock
from parvis.pages.blocks.text import TextBlock

BODY_BLOCKS = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("callout", CalloutBlock()),
    ("table", TableBlock()),
    ("code", CodeBlock()),
    ("embed", EmbedBlock()),
    ("document", DocumentBlock()),
    ("buttons", ButtonsBlock()),
    ("accordion", AccordionBlock()),
    ("footnotes", FootnotesBlock()),
]

__all__ = ["BODY_BLOCKS"]
