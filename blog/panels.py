"""Panels of the article editor."""

from typing import Any
from urllib.parse import urlencode

from wagtail.admin.panels import MultipleChooserPanel

from blog.choosers import LOCALE_PARAMETER


class SnippetsOfLanguagePanel(MultipleChooserPanel):
    """Choose several snippets at once, among those in the page's own language."""

    class BoundPanel(MultipleChooserPanel.BoundPanel):
        """The panel for one page."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            if not self.form or not self.instance.locale_id:
                return
            name = self.panel.chooser_field_name
            for form in [*self.formset.forms, self.formset.empty_form]:
                _limit(form.fields[name].widget, self.instance.locale_id)
            _limit(self.chooser_widget, self.instance.locale_id)
            self.chooser_widget_telepath_definition = self.js_context.pack(self.chooser_widget)


def _limit(widget: Any, locale_id: int) -> None:
    """Open the widget's dialog on one language; a widget shared by two forms is limited once."""
    address = type(widget).get_chooser_modal_url(widget)
    widget.get_chooser_modal_url = lambda: f"{address}?{urlencode({LOCALE_PARAMETER: locale_id})}"
