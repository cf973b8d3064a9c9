"""The app's place in Django."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Sees what every connection reads and writes."""

    name = "parvis.delivery"
    label = "parvis_delivery"

    def ready(self) -> None:
        """Watch pages and files; tell of what is committed."""
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate, pre_migrate

        from parvis.delivery import planning, process, rows, watching, writes
        from parvis.media.signals import renditions_ready
        from parvis.pages.rounds import register_round

        rows.watch_pages()
        rows.watch_files()
        rows.watch_frame()
        rows.leave_out_the_desk()
        connection_created.connect(process.observe, dispatch_uid="parvis_delivery_observe")
        pre_migrate.connect(watching.begin_migrating, dispatch_uid="parvis_delivery_begin")
        post_migrate.connect(watching.end_migrating, dispatch_uid="parvis_delivery_end")
        writes.listen(process.tell)
        writes.note(process.unfinished)
        register_round(planning.look_now_and_then)
        renditions_ready.connect(process.on_renditions, dispatch_uid="parvis_delivery_pictures")
