"""Pairs of our own for every fault that may be put in: French, English, and the place in a page.

Faithful as they stand: a check that speaks of one raises a false alarm.
"""

from bench.faults import Pair

SENTENCES = (
    # Days, months and magnitudes.
    ("Le conseil se réunit le mardi 3 mars 2026 à la maison communale.",
     "The council meets on Tuesday 3 March 2026 at the town hall."),
    ("Ouvert du lundi au jeudi, fermé en août.", "Open from Monday to Thursday, closed in August."),
    ("Le marché public a été signé un vendredi de novembre.",
     "The public contract was signed on a Friday in November."),
    ("Chaque dimanche de septembre, la place appartient aux piétons.",
     "Every Sunday in September the square belongs to pedestrians."),
    ("Le projet a coûté 12 millions d’euros en 2025.",
     "The project cost 12 million euros in 2025."),
    ("La région y consacre 1,5 milliard d’euros par an.",
     "The region spends 1.5 billion euros a year on it."),
    ("Près de 3 millions de personnes ont repris ce logiciel libre.",
     "Nearly 3 million people have taken over this free software."),
    ("Il reste 40 milliers de fiches à relire.",
     "There are 40 thousand records left to read again."),
    # Links.
    ("Lisez <a id=\"a1\">le règlement</a> avant d’ouvrir <a id=\"a2\">la fiche d’inscription</a>.",
     "Read <a id=\"a1\">the regulation</a> before opening <a id=\"a2\">the registration form</a>."),
    ("Voir <a id=\"a1\">le plan</a>, <a id=\"a2\">la liste</a> et <a id=\"a3\">le calendrier</a>.",
     "See <a id=\"a1\">the plan</a>, <a id=\"a2\">the list</a> and <a id=\"a3\">the calendar</a>."),
    ("La <a id=\"a1\">maison communale</a> se trouve derrière le <a id=\"a2\">trottoir neuf</a>.",
     "The <a id=\"a1\">town hall</a> stands behind the <a id=\"a2\">new pavement</a>."),
    ("<a id=\"a1\">Budget 2025</a> et <a id=\"a2\">budget 2026</a> sont en ligne.",
     "The <a id=\"a2\">2026 budget</a> and the <a id=\"a1\">2025 budget</a> are online."),
    ("Notre <a id=\"a1\">guide</a> explique tout cela en détail.",
     "Our <a id=\"a1\">guide</a> explains all of it in detail."),
    # Placeholders, marks and addresses.
    ("Bonjour {name}, votre dossier est complet.", "Hello {name}, your file is complete."),
    ("Il reste %(count)s places dans la salle.", "There are %(count)s seats left in the hall."),
    ("Publié le {{ date }} par {{ author }}.", "Published on {{ date }} by {{ author }}."),
    ("Tapez <code>make demo</code>, puis lisez ce qui est <strong>affiché</strong>.",
     "Type <code>make demo</code>, then read what is <strong>shown</strong>."),
    ("Ce mot est <em>toujours</em> au pluriel.", "This word is <em>always</em> in the plural."),
    ("Lisez aussi <code>README.md</code> avant de commencer.",
     "Read <code>README.md</code> too before you begin."),
    ("Écrivez à bonjour@parvis.example pour en savoir plus.",
     "Write to bonjour@parvis.example to learn more."),
    ("Le code se trouve à l’adresse https://code.parvis.example/place.",
     "The code is to be found at https://code.parvis.example/place."),
    ("Signalez une panne à panne@parvis.example ou au guichet.",
     "Report a fault to panne@parvis.example or at the counter."),
    # Sentences, brackets, quotation marks.
    ("La place est ouverte à tous. Les voitures doivent passer par la rue du Moulin.",
     "The square is open to all. Cars have to go through the rue du Moulin."),
    ("Le guichet est fermé ce matin. Vous pouvez revenir demain avec votre carte d’identité.",
     "The counter is closed this morning. You may come back tomorrow with your identity card."),
    ("La carte (gratuite) est valable deux ans.",
     "The card (free of charge) is valid for two years."),
    ("Le formulaire [facultatif] sera repris plus tard.",
     "The form [optional] will be taken up again later."),
    ("Les accès (escaliers et rampe) sont éclairés la nuit.",
     "The ways in (steps and ramp) are lit at night."),
    ("Il faut, dit-elle, « un commun et non un fichier ».",
     "What it takes, she says, is “a commons and not a file”."),
    ("Nous appelons « guichet » le meuble et le service.",
     "We call “counter” both the furniture and the service."),
    ("Qu’est-ce qu’un « parvis » ? C’est l’endroit où l’on se croise.",
     "What is a “parvis”? It’s the place where people’s ways cross."),
    ("Deux questions se posent : qui décide, et jusqu’à quand ?",
     "There are two questions: who decides, and until when?"),
    # Terms.
    ("Un logiciel libre peut être repris par une autre administration.",
     "Free software may be taken over by another administration."),
    ("Chaque marché public devrait demander le code source.",
     "Every public contract ought to ask for the source code."),
    ("La maison communale prête ses salles aux associations.",
     "The town hall lends its rooms to associations."),
)  # fmt: skip

# With the place that gives them a check of their own.
IN_PLACES = (
    ("seo_title", "Les communs numériques au guichet", "Digital commons at the counter"),
    ("seo_title", "Ce que paie une petite commune", "What a small municipality pays"),
    ("search_description",
     "Comment une commune a repris le logiciel de sa voisine, et ce qu’elle a rendu.",
     "How a municipality took over its neighbour’s software, and what it gave back."),
    ("body.1.alt_text", "Une place pavée vue du matin", "A paved square seen in the morning"),
    ("body.2.alt_text", "Trois assises de pierres bleues", "Three courses of blue stones"),
    ("cover_alt_text", "La tour de l’horloge sous la pluie", "The clock tower in the rain"),
)  # fmt: skip


def _pairs(path: str, french: str, english: str) -> tuple[Pair, Pair]:
    """Return both directions; links lead into the folder of the translation’s language."""
    has_link = "<a " in french
    return (
        Pair(french, english, "fr", "en", path, ("/en/blog/",) if has_link else ()),
        Pair(english, french, "en", "fr", path, ("/fr/blog/",) if has_link else ()),
    )


LABELLED = [
    pair
    for path, french, english in (*(("", *both) for both in SENTENCES), *IN_PLACES)
    for pair in _pairs(path, french, english)
]
