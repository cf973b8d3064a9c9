"""The addresses, under a namespace of their own."""

from django.urls import path

from parvis.translation.notices import views

app_name = "parvis_notices"
urlpatterns = [
    path("notices/", views.inbox, name="inbox"),
    path("notices/<int:notice_id>/", views.open_notice, name="open"),
    path(
        "localize/translate/<int:translation_id>/assignment/",
        views.AssignmentView.as_view(),
        name="assignment",
    ),
]
