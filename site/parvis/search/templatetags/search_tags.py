"""Tags of the results page."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def facet_address(context: template.Context, kind: str, value: str = "") -> str:
    """Return the address of the results with a value chosen for a kind, or none; from page one."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.pop(kind, None)
    if value:
        query[kind] = value
    return f"?{query.urlencode()}"
