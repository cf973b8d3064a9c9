import django.db.models.deletion
import modelcluster.fields
import parvis.pages.fields
import parvis.search.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parvis_media', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, help_text='One or two sentences under the site’s name.', verbose_name='introduction')),
                ('body', parvis.pages.fields.BodyField([], blank=True, verbose_name='body')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Without one, the cover serves.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parvis_media.picture', verbose_name='social image')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PlainPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, max_length=500, verbose_name='summary')),
                ('body', parvis.pages.fields.BodyField([], blank=True, verbose_name='body')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Without one, the cover serves.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parvis_media.picture', verbose_name='social image')),
            ],
            options={
                'verbose_name': 'plain page',
                'verbose_name_plural': 'plain pages',
            },
            bases=(parvis.search.fields.StemmedMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='SiteIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name of the site')),
                ('tagline', models.CharField(blank=True, max_length=255, verbose_name='tagline')),
                ('organisation', models.CharField(blank=True, max_length=255, verbose_name='organisation')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact address')),
                ('footer', models.TextField(blank=True, help_text='A few words at the foot of every page.', verbose_name='footer')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='parvis_media.picture', verbose_name='logo')),
                ('says_changes', models.BooleanField(default=True, verbose_name='list what has changed in the original since')),
                ('says_machine', models.BooleanField(default=True, help_text='The AI Act (article 50) asks for it on matters of public interest, until a person has reviewed the text.', verbose_name='say what a machine translated')),
                ('requires_parity', models.BooleanField(default=False, help_text='What is written in this language is published once each other language is there and up to date, or somebody said why the page goes without.', verbose_name='publish only with the translations')),
                ('says_origin', models.BooleanField(default=True, help_text='And whether the original has changed since.', verbose_name='say of a translation what it was made from')),
            ],
            options={
                'verbose_name': 'identity and menus',
                'verbose_name_plural': 'identity and menus',
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('locale',), name='one_identity_per_locale')],
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.CreateModel(
            name='MenuItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('menu', models.CharField(choices=[('main', 'Main menu'), ('footer', 'Footer')], default='main', max_length=10, verbose_name='menu')),
                ('label', models.CharField(blank=True, help_text='When empty, the page’s title.', max_length=80, verbose_name='label')),
                ('url', models.CharField(blank=True, max_length=500, verbose_name='or an address')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('identity', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='menu_items', to='home.siteidentity')),
            ],
            options={
                'verbose_name': 'menu entry',
                'verbose_name_plural': 'menu entries',
                'ordering': ['sort_order'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
    ]
