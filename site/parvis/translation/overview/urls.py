"""The addresses of the dashboard, to be included in the admin’s."""

from django.urls import path

from parvis.translation.overview.views import TranslationsView

app_name = "parvis_overview"

urlpatterns = [path("", TranslationsView.as_view(), name="translations")]
