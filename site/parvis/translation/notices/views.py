"""What there is to know, and who is to translate something."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.paginator import WagtailPaginator
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation import rights
from parvis.translation.notices import assignments, people
from parvis.translation.notices.forms import AssignmentForm
from parvis.translation.notices.models import MailWish, Notice
from parvis.translation.notices.wording import said, sentence
from parvis.translation.workbench.models import Assignment

PER_PAGE = 20


def inbox(request: HttpRequest) -> HttpResponse:
    """List what the person was told; mark it as read; keep whether they are to be mailed."""
    mine = Notice.objects.of(request.user)
    if request.method == "POST":
        return _act(request, mine)
    paginator = WagtailPaginator(mine.newest(), PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    unread = mine.unread()
    wish = MailWish.objects.filter(person_id=request.user.pk).first()
    context = {
        "page": page,
        "elided_page_range": paginator.get_elided_page_range(page.number),
        "lines": [(notice, sentence(notice), said(notice)) for notice in page],
        "latest_unread": unread.order_by("-pk").values_list("pk", flat=True).first(),
        "wants_mail": wish is None or wish.wants_mail,
    }
    return render(request, "admin/notices/inbox.html", context)


def open_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Lead to what a notice is about: whoever goes there has read it."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=notice_id)
    Notice.objects.filter(pk=notice.pk).mark_read()
    return redirect(notice.address)


def _act(request: HttpRequest, mine: Any) -> HttpResponse:
    number = request.POST.get("read", "")
    latest = request.POST.get("until", "")
    if "mail" in request.POST:
        wants = request.POST["mail"] == "yes"
        MailWish.objects.update_or_create(person=request.user, defaults={"wants_mail": wants})
        messages.success(
            request, _("You are mailed again.") if wants else _("You are not mailed any more.")
        )
    elif number.isdecimal():
        mine.filter(pk=int(number)).mark_read()
    elif latest.isdecimal():
        # What came since the page was shown has not been seen.
        mine.filter(pk__lte=int(latest)).mark_read()
    page = request.POST.get("p", "")
    return redirect(f"{request.path}?p={page}" if page.isdecimal() else request.path)


class AssignmentView(FormView):
    """Gives a translation to one person or one team, or takes it back."""

    template_name = "admin/notices/assignment.html"
    form_class = AssignmentForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse those who may not submit the translation."""
        self.translation = get_object_or_404(
            Translation.objects.select_related("source__locale", "target_locale"),
            pk=kwargs["translation_id"],
            enabled=True,
        )
        source = people.source_of(self.translation)
        self.target = people.target_of(self.translation)
        if source is None or self.target is None:
            raise Http404
        if not rights.may_submit(request.user, source, self.translation.target_locale):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer those who may write in the language."""
        return super().get_form_kwargs() | {
            "locale": self.translation.target_locale,
            "assignment": Assignment.objects.filter(translation=self.translation).first(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what it is about."""
        return super().get_context_data(**kwargs) | {
            "target": self.target,
            "language": self.translation.target_locale.get_display_name(),
            "back_url": self._back(),
        }

    def form_valid(self, form: AssignmentForm) -> HttpResponse:
        """Give it or take it back, and say which."""
        if chosen := form.chosen:
            due = form.cleaned_data["due"]
            given = assignments.give(self.translation, self.request.user, **chosen, due=due)
            messages.success(self.request, _("Assigned to %(name)s.") % {"name": given})
        else:
            assignments.take_back(self.translation)
            messages.success(self.request, _("Assigned to nobody."))
        return redirect(self._back())

    def _back(self) -> str:
        """Return where to go on: the translation, for those who may edit it."""
        may_edit = rights.may_edit(self.request.user, self.target)
        source = self.target if may_edit else people.source_of(self.translation)
        return str(get_edit_url(source))
