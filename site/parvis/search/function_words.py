"""Words that hold a sentence together and say nothing of its subject, folded as the index is.

A question is asked without them, unless it has no others: *l'accès à la mairie* is about two words.
Asking words and polite ones are among them, for questions typed as sentences.
"""

FRENCH = """
a afin ai ainsi alors as au aucun aucune aussi autre autres aux avec avoir avons avez c ca car ce
cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de des desormais donc
dont du elle elles en encore entre est et etaient etait etant ete etes etre eu eux faut fait font
il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu
lorsque lui m ma mais me meme memes merci mes moi mon n ne ni nos notre nous on ont ou oui par parce
pas peu peut peuvent peux plus plusieurs pour pourquoi pourrait puis puisqu puisque qu quand que
quel quelle quelles quels qui quoi s sa sans se sera serait ses si soit sommes son sont sous suis
sur t ta te tel telle tes toi ton tous tout toute toutes tres tu un une vers veut veux voici voila
vos votre vous y
"""
ENGLISH = """
a about after all also am an and any are as at be because been before being but by can cannot could
d did do does doing done each for from get had has have having he her here hers him his how i if in
into is it its just ll m may me might more most must my no nor not of off on once one only or other
our ours out over own please re s same shall she should so some such t than that the their theirs
them then there these they this those through to too under until up us ve very was we were what when
where which while who whom whose why will with would you your yours
"""
DUTCH = """
aan al als alle alles ander andere ben bij daar dan dat de deze die dit doen door dus een en er geen
haar had hebben heb heeft hem het hier hij hoe hun ik in is je jij jouw jullie kan kon kunnen maar
me meer men met mij mijn moet moeten na naar niet niets nog nu of om omdat onder ons onze ook op
over s t te tegen toch toe tot u uit uw van veel voor waar waarom wanneer want waren was wat we wel
welke werd wie wij wil wilt willen word worden wordt zal ze zeer zelf zich zij zijn zo zonder zou
"""
GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bin bis bist
da damit dann das dass dein dem den denn der des die dies diese diesem diesen dieser dieses doch
dort du durch ein eine einem einen einer eines er es etwas euch euer fur gegen habe haben hat hatte
hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes
kann kein keine konnen man mehr mein mich mir mit muss mussen nach nicht nichts noch nun nur ob oder
ohne sehr sein seine seinem seinen seiner sich sie sind so soll sollen sondern uber um und uns unser
unter vom von vor wann war waren warum was weil welche wenn wer werden wie wieder will wir wird wo
zu zum zur zwischen
"""
FUNCTION_WORDS = {
    "fr": frozenset(FRENCH.split()),
    "en": frozenset(ENGLISH.split()),
    "nl": frozenset(DUTCH.split()),
    "de": frozenset(GERMAN.split()),
}


def is_function_word(word: str, language: str) -> bool:
    """Tell whether a folded word is one in `language` (a code: *fr*, *fr-ca*)."""
    return word in FUNCTION_WORDS.get(language.split("-")[0], ())
