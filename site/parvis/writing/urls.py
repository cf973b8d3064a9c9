"""Addresses in the admin, below `writing/`."""

from django.urls import path

from parvis.writing import views

app_name = "parvis_writing"
urlpatterns = [
    path("pages/<int:page_id>/", views.advice_view, name="advice"),
    path("report/", views.FindingsReport.as_view(), name="report"),
    path("report/results/", views.FindingsReport.as_view(results_only=True), name="report_results"),
]
