"""How texts write each word: with capitals, as German its nouns, or without."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parvis_search', '0003_counted_from_indexes'),
    ]

    operations = [
        migrations.AddField(
            model_name='word',
            name='capitals',
            field=models.IntegerField(default=0, help_text='How many more documents write it with capitals, within sentences, than without.'),
        ),
        migrations.AddField(
            model_name='word',
            name='cased',
            field=models.CharField(default='', help_text='With its capitals, as some text has it.', max_length=40),
        ),
    ]
