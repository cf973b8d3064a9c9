"""Addresses in the admin, below `statistics/`."""

from django.urls import path

from parvis.statistics.report import PagesReadView

app_name = "parvis_statistics"
urlpatterns = [
    path("", PagesReadView.as_view(), name="report"),
    path("results/", PagesReadView.as_view(results_only=True), name="report_results"),
]
