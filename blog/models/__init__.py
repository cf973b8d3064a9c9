"""The publication's models, one noun a file."""

from blog.models.article import ArticlePage
from blog.models.author import Author
from blog.models.index import BlogIndexPage
from blog.models.joins import ArticleAuthor, ArticleSeries, ArticleTag
from blog.models.related import RelatedArticle
from blog.models.series import Series
from blog.models.tag import Tag

__all__ = [
    "ArticleAuthor",
    "ArticlePage",
    "ArticleSeries",
    "ArticleTag",
    "Author",
    "BlogIndexPage",
    "RelatedArticle",
    "Series",
    "Tag",
]
