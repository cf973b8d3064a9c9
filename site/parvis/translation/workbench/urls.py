"""The addresses of what the editor asks for, below `localize/` in the admin."""

from django.urls import path

from parvis.translation.workbench import minor, preview, talk, views

PASSAGE = "translate/<int:translation_id>/passages/<int:segment_id>/"

addresses = [
    path("minor/<int:translation_source_id>/", minor.confirm, name="minor"),
    path(PASSAGE, views.save, name="save_passage"),
    path(f"{PASSAGE}help/", views.help_with, name="passage_help"),
    path(f"{PASSAGE}remarks/", views.note, name="passage_note"),
    path(f"{PASSAGE}findings/", views.set_aside, name="set_aside"),
    path(f"{PASSAGE}versions/<int:version_id>/", views.revert, name="revert_passage"),
    path("remarks/people/<str:first>/<str:second>/", talk.people, name="people"),
    path("remarks/<int:note_id>/", talk.reply, name="reply"),
    path("translate/<int:translation_id>/values/<int:segment_id>/", views.set_value, name="value"),
    path(
        "translate/<int:translation_id>/values/<int:segment_id>/findings/",
        views.set_value_aside,
        name="value_aside",
    ),
    path("translate/<int:translation_id>/page/", preview.preview, name="preview"),
    path("translate/<int:translation_id>/page/<str:mode>/", preview.preview, name="preview"),
    path("translate/<int:translation_id>/presence/", views.be_present, name="presence"),
    path("translate/<int:translation_id>/concordance/", views.search, name="concordance"),
]
