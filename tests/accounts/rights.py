"""Who may see and who may use each address of the admin: the table that the walk is held to."""

# G: signs in to the admin and has no other right. T: Translators. E: Editors. M: Moderators.
# A: the administrator. In one language: D drafts English, R reviews English, N translates into
# Dutch; none of them may publish.
ROLES = {"G": "Guests", "T": "Translators", "E": "Editors", "M": "Moderators", "A": ""}
IN_ONE_LANGUAGE = {"D": "Drafters EN", "R": "Reviewers EN", "N": "Drafters NL"}
EVERYONE, WRITERS, SOURCE, CHIEFS, ADMIN, NOBODY = "GTEMA", "TEMA", "EMA", "MA", "A", ""

# (name of the address, with the language of the object it is about; who sees; who acts)
TABLE: list[tuple[str, str, str]] = [
    # Signing in, one's own account, and what the admin's own scripts ask for.
    (r"wagtailadmin_(login|password_reset|sprite|javascript_catalog).*", "*", "*"),
    (r"wagtailadmin_account", EVERYONE, EVERYONE),
    (r"wagtailadmin_(logout|error_test|block_preview)|unnamed", "*", "*"),
    (r"wagtailadmin_(home|dismissibles)", EVERYONE, NOBODY),
    (r"wagtailadmin_editing_sessions:.*", NOBODY, "*"),
    (r"wagtailadmin_tag_.*", "*", "*"),
    (r"wagtail_localize:javascript_catalog", EVERYONE, NOBODY),
    # Choosing a page, a picture, a document, a tag.
    (r"wagtailadmin_choose_page_\w+_link", EVERYONE, EVERYONE),
    (r"wagtailadmin_choose_page.*", EVERYONE, NOBODY),
    (r"wagtailsnippetchoosers_home_\w+:create", ADMIN, NOBODY),
    (r"wagtailsnippetchoosers_blog_\w+:create", SOURCE, SOURCE),
    (r"wagtailsnippetchoosers_.*", EVERYONE, NOBODY),
    (r"wagtail(docs|images)_chooser:create", SOURCE, SOURCE),
    (r"wagtailimages_chooser:select_format", WRITERS, WRITERS),
    (r"wagtail(docs|images)_chooser:chosen", WRITERS, NOBODY),
    (r"wagtail(docs|images)_chooser:.*", EVERYONE, NOBODY),
    # The private interface of the admin's page explorer.
    (r"wagtailadmin_api:pages:detail/french", SOURCE, NOBODY),
    (r"wagtailadmin_api:pages:detail/english", WRITERS, NOBODY),
    (r"wagtailadmin_api:pages:action/french", NOBODY, SOURCE),
    # Publish: the English page is not translated yet, so nobody may, not even the administrator.
    (r"wagtailadmin_api:pages:action/english", NOBODY, NOBODY),
    (r"wagtailadmin_api:\w+:find", NOBODY, NOBODY),
    (r"wagtailadmin_api:.*", EVERYONE, NOBODY),
    # Pages: Translators read and edit the English tree, and add nothing.
    (
        r"wagtailadmin_pages:(choose_parent|revisions_index|confirm_workflow_cancellation).*",
        "*",
        "*",
    ),
    (r"wagtailadmin_pages:move_confirm.*", EVERYONE, SOURCE),
    (r"wagtailadmin_pages:(add|preview_on_add|add_subpage)/.*", SOURCE, SOURCE),
    (r"wagtailadmin_pages:set_page_position/.*", NOBODY, SOURCE),
    (r"wagtailadmin_pages:(lock|unlock)/.*", NOBODY, CHIEFS),
    (r"wagtailadmin_pages:workflow_action/french", CHIEFS, CHIEFS),
    (r"wagtailadmin_pages:collect_workflow_action_data/french", CHIEFS, CHIEFS),
    (r"wagtailadmin_pages:workflow_preview/french", CHIEFS, NOBODY),
    (r"wagtailadmin_pages:workflow_history_detail/french", SOURCE, NOBODY),
    # No workflow is under way on the English page: they lead back to its editor, which decides.
    (r"wagtailadmin_pages:\w*workflow_action\w*/english", EVERYONE, EVERYONE),
    (r"wagtailadmin_pages:workflow_(preview|history_detail)/english", NOBODY, NOBODY),
    (r"wagtailadmin_pages:convert_alias/french", SOURCE, SOURCE),
    (r"wagtailadmin_pages:(convert_alias|unpublish)/english", NOBODY, NOBODY),
    (r"wagtailadmin_pages:(usage|revisions_(view|compare)|\w*history\w*)/french", SOURCE, NOBODY),
    (r"wagtailadmin_pages:(usage|revisions_(view|compare)|\w*history\w*)/english", WRITERS, NOBODY),
    # While it is reviewed, nobody takes a page off the site; reviewers and chiefs decide on it.
    (r"wagtailadmin_pages:workflow_action/reviewed", CHIEFS, CHIEFS),
    (r"wagtailadmin_pages:workflow_preview/reviewed", CHIEFS, NOBODY),
    (r"wagtailadmin_pages:(edit|view_draft|delete|move)/reviewed", WRITERS, WRITERS),
    (r"wagtailadmin_pages:unpublish/reviewed", NOBODY, NOBODY),
    (r"wagtailadmin_pages:.*/french", SOURCE, SOURCE),
    (r"wagtailadmin_pages:.*/english", WRITERS, WRITERS),
    (r"wagtailadmin_pages:.*|wagtailadmin_explore.*", WRITERS, NOBODY),
    # A selection is shown to everyone, split into what may and what may not be acted on.
    (r"bulk_.*", EVERYONE, EVERYONE),
    (r"wagtail_bulk_action", NOBODY, NOBODY),
    # Translating.
    (r"parvis_translation:(edit_string|save_passage|stop)/reviewed", NOBODY, NOBODY),
    (r"parvis_translation:(passage_note|review)/reviewed", NOBODY, WRITERS),
    (r"parvis_translation:(edit_string|edit_override)", NOBODY, WRITERS),
    (r"parvis_translation:people", WRITERS, NOBODY),
    # Also asked for a kind of preview that there is none of.
    (r"parvis_translation:preview", "TEMA?", NOBODY),
    (r"parvis_translation:report(_results)?", WRITERS, WRITERS),
    (r"parvis_translation:machine_translate", NOBODY, NOBODY),
    (
        r"parvis_translation:(passage_help|concordance|files_(download|work|memory))",
        WRITERS,
        NOBODY,
    ),
    (r"parvis_translation:files_upload(_any)?", WRITERS, WRITERS),
    (r"parvis_translation:minor", SOURCE, SOURCE),
    # A selection of nothing is nothing.
    (r"parvis_translation:files_selection", NOBODY, NOBODY),
    (
        r"parvis_translation:(save_passage|passage_note|set_aside|revert_passage|value|presence)",
        NOBODY,
        WRITERS,
    ),
    (r"parvis_translation:(reply|review|stop|value_aside)", NOBODY, WRITERS),
    (r"wagtail_localize:stop_translation", NOBODY, WRITERS),
    (r"parvis_translation:refuse_alias/french", SOURCE, SOURCE),
    (r"parvis_translation:snippet.*", WRITERS, NOBODY),
    (r"parvis_translation:.*|wagtail_localize:download_pofile", WRITERS, WRITERS),
    # Also asked for a kind of preview that there is none of.
    (r"wagtail_localize:preview_translation", "TEMA?", "TEMA?"),
    (r"parvis_overview:translations", WRITERS, WRITERS),
    # What one is told is one's own; the notice of nobody is nobody's.
    (r"parvis_notices:inbox", EVERYONE, EVERYONE),
    (r"parvis_notices:open", NOBODY, NOBODY),
    (r"parvis_notices:assignment", WRITERS, WRITERS),
    # Publishing languages together: each refused where one may not publish that language.
    (r"parvis_parity:together/.*", WRITERS, WRITERS),
    (r"parvis_parity:(exempt|slug)/french", SOURCE, SOURCE),
    (r"parvis_parity:(exempt|slug)/english", WRITERS, WRITERS),
    (r"parvis_parity:snippet_slug/french", SOURCE, SOURCE),
    (r"parvis_parity:snippet_slug/english", WRITERS, WRITERS),
    (r"parvis_parity:report(_results)?", WRITERS, NOBODY),
    # What is said of one's writing.
    (r"parvis_writing:advice/french", SOURCE, NOBODY),
    (r"parvis_writing:advice/english", WRITERS, NOBODY),
    (r"parvis_writing:report(_results)?", WRITERS, NOBODY),
    (r"parvis_statistics:report(_results)?", WRITERS, NOBODY),
    # Messages of readers: read and settled, never written here.
    (r"message:(delete|edit)", CHIEFS, CHIEFS),
    (r"message:add", NOBODY, NOBODY),
    (r"message:.*", CHIEFS, NOBODY),
    # The legal pages, made where one may add pages.
    (r"home_legal", SOURCE, SOURCE),
    # The glossary: whoever writes in a language changes its terms, which the form sees to.
    (r"concept:delete", CHIEFS, CHIEFS),
    (r"concept:(add|edit|upload)", WRITERS, WRITERS),
    (r"concept:.*", WRITERS, NOBODY),
    # Tags and authors: edited in the languages one writes in; added by Editors; deleted by few.
    # While one is reviewed, reviewers and chiefs decide on it; of others none is asked for.
    (r"wagtailsnippets_blog_tag:(collect_)?workflow_action\w*/reviewed", CHIEFS, CHIEFS),
    (r"wagtailsnippets_blog_tag:(\w*history\w*|revisions_compare)/reviewed", WRITERS, NOBODY),
    (r"wagtailsnippets_blog_tag:(edit|unpublish)/reviewed", WRITERS, WRITERS),
    (r"wagtailsnippets_blog_\w+:(collect_)?workflow_action\w*/.*", EVERYONE, EVERYONE),
    (r"wagtailsnippets_blog_\w+:confirm_workflow_cancellation/.*", "*", "*"),
    (r"wagtailsnippets_blog_\w+:workflow_history_detail/.*", NOBODY, NOBODY),
    (r"wagtailsnippets_blog_\w+:workflow_history/french", SOURCE, NOBODY),
    (r"wagtailsnippets_blog_\w+:workflow_history/english", WRITERS, NOBODY),
    (r"wagtailsnippets_blog_\w+:delete/.*", CHIEFS, CHIEFS),
    (r"wagtailsnippets_blog_\w+:(add|copy/.*)", SOURCE, SOURCE),
    (r"wagtailsnippets_blog_\w+:(list\w*|history\w*/.*)", WRITERS, NOBODY),
    (r"wagtailsnippets_blog_\w+:(usage|revisions_compare)/french", SOURCE, NOBODY),
    (r"wagtailsnippets_blog_\w+:(usage|revisions_compare)/english", WRITERS, NOBODY),
    (r"wagtailsnippets_blog_\w+:.*/french", SOURCE, SOURCE),
    (r"wagtailsnippets_blog_\w+:.*/english", WRITERS, WRITERS),
    # The identity of the site.
    (r"wagtailsnippets_home_\w+:edit/.*", CHIEFS, CHIEFS),
    (r"wagtailsnippets_home_\w+:(list\w*|usage/.*|history\w*/.*)", CHIEFS, NOBODY),
    (r"wagtailsnippets_home_\w+:.*", ADMIN, ADMIN),
    (r"wagtailsnippets:index|wagtailsettings:.*", NOBODY, NOBODY),
    # The library: Editors add, and edit what they added; what is there belongs to nobody here.
    (r"wagtail(docs|images):(index\w*|add_multiple)", SOURCE, NOBODY),
    (r"wagtail(docs|images):add", SOURCE, SOURCE),
    (r"wagtail(docs|images):(edit|delete)_multiple", NOBODY, CHIEFS),
    (r"wagtail(docs|images):(document|image)_usage", CHIEFS, NOBODY),
    (r"wagtail(docs|images):(edit|delete|preview)", CHIEFS, CHIEFS),
    (r"wagtail(docs|images):.*", NOBODY, NOBODY),
    # Redirects.
    (r"wagtailredirects:process_import", NOBODY, NOBODY),
    (r"wagtailredirects:index.*", CHIEFS, NOBODY),
    (r"wagtailredirects:.*", CHIEFS, CHIEFS),
    # Reports.
    (r"wagtailadmin_reports:locked_pages.*", CHIEFS, NOBODY),
    (r"wagtailadmin_reports:site_history.*", EVERYONE, NOBODY),
    (r"wagtailadmin_reports:.*", WRITERS, NOBODY),
    # The administrator's own: workflows, collections, languages, sites, people.
    (r"wagtailadmin_workflows:task_chooser_create", EVERYONE, "A?"),
    (r"wagtailadmin_workflows:task_chosen", EVERYONE, EVERYONE),
    (r"wagtailadmin_workflows:task_chooser\w*", EVERYONE, NOBODY),
    (r"wagtaillocales:add|wagtailadmin_workflows:add_task", "*", "*"),
    (r"wagtail(admin_workflows|admin_collections|locales|sites|users_\w+):.*", "A?", "A?"),
]

# (as above) for those who work in one language, where it is not what whoever signs in gets.
ONE_LANGUAGE: list[tuple[str, str, str]] = [
    # What is asked for without naming a page shows those one may write, and leads to them.
    (r"wagtailadmin_explore(_root|_results)?(/(french|english|dutch))?", "DN", ""),
    (r"wagtailadmin_pages:(search|type_use)(_results)?", "DN", ""),
    (
        r"wagtailadmin_reports:(aging_pages|page_types_usage|workflow|workflow_tasks)(_results)?",
        "DN",
        "",
    ),
    (r"parvis_(parity|writing|statistics):report(_results)?", "DN", ""),
    (
        r"parvis_overview:translations|parvis_translation:(files_upload_any|report(_results)?|update)",
        "DN",
        "DN",
    ),
    # Whoever writes in a language may have a page translated into it, whatever its own.
    (r"parvis_translation:submit_page/.*", "DN", "DN"),
    # A page of one's language is read and written, but not published.
    *(
        row
        for language, letter in (("english", "D"), ("dutch", "N"))
        for row in (
            (rf"wagtailadmin_api:pages:detail/{language}", letter, ""),
            (rf"parvis_writing:advice/{language}", letter, ""),
            (rf"wagtailadmin_pages:(usage|revisions_(view|compare))/{language}", letter, ""),
            (rf"wagtailadmin_pages:(history(_results)?|workflow_history)/{language}", letter, ""),
            (
                rf"wagtailadmin_pages:(edit|preview_on_edit|view_draft|copy|move|delete)/{language}",
                letter,
                letter,
            ),
            (rf"wagtailadmin_pages:revisions_revert/{language}", letter, letter),
            (rf"parvis_translation:refuse_alias/{language}", letter, letter),
        )
    ),
    # The English translation is the drafter's, passage by passage.
    (r"parvis_translation:(edit_string|edit_override|presence|revert_passage)", "", "D"),
    (r"parvis_translation:value(_aside)?", "", "D"),
    (r"parvis_translation:(passage_note|reply|review|save_passage|set_aside|stop)", "", "D"),
    (r"parvis_translation:(concordance|files_(download|memory|work)|passage_help|people)", "D", ""),
    (r"parvis_translation:preview", "D?", ""),
    (
        r"parvis_translation:(files_upload|moderation|upload_pofile)|parvis_notices:assignment",
        "D",
        "D",
    ),
    (r"wagtail_localize:download_pofile", "D", "D"),
    (r"wagtail_localize:preview_translation", "D?", "D?"),
    # What waits for its reviewers is read and decided on by them, and written by nobody.
    (r"wagtailadmin_pages:(edit|view_draft)/reviewed", "DR", "DR"),
    (r"parvis_translation:(files_upload|moderation|upload_pofile)/reviewed", "DR", "DR"),
    (r"parvis_translation:(passage_note|review)/reviewed", "", "DR"),
    (r"wagtailadmin_pages:workflow_action/reviewed", "R", "R"),
    (r"wagtailsnippets_blog_tag:(collect_)?workflow_action\w*/reviewed", "R", "R"),
    (r"wagtailsnippets_blog_tag:edit/reviewed", "R", "R"),
    (r"wagtailadmin_pages:workflow_preview/reviewed", "R", ""),
    (r"wagtailadmin_pages:(history|revisions_view)/reviewed", "D", ""),
    (r"wagtailadmin_pages:(move|delete)/reviewed", "D", "D"),
]

# Wagtail raises on purpose, or where no form of its own leads.
RAISES = {
    "wagtailadmin_error_test",
    "wagtailredirects:process_import",
    "wagtailsnippetchoosers_home_siteidentity:create",
}
EVERY = ("french", "english", "dutch")
NOT_FOR_THEM: dict[str, tuple[str, ...]] = {
    "T": ("french",),
    "G": EVERY,
    "": EVERY,
    "D": ("french", "dutch"),
    "R": ("french", "dutch"),
    "N": ("french", "english"),
}
