"""Where machines answer; the references in these addresses are secrets."""

from django.urls import path

from parvis.translation.machine import views

app_name = "parvis_machine"

urlpatterns = [
    path("etranslation/<slug:reference>/", views.etranslation_answer, name="etranslation_answer"),
    path(
        "etranslation/<slug:reference>/error/",
        views.etranslation_error,
        name="etranslation_error",
    ),
]
