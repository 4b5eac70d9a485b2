"""From the French parser's Universal Dependencies to the labels of `veille.annotate.tokens`."""

from __future__ import annotations

import itertools
import re

from veille.annotate.repair import (
    mend_bare_verbs,
    mend_civilities,
    mend_fronted,
    mend_granted,
    mend_interrupted,
    mend_lists,
    mend_objects,
    mend_orphans,
    mend_parataxis,
    mend_parted_roots,
    mend_strays,
    with_children,
)
from veille.annotate.tokens import Token

_RELS = {
    "ROOT": "root",
    "nsubj": "subj",
    "nsubj:pass": "subjpass",
    "nsubj:caus": "subj",
    "csubj": "csubj",
    "csubj:pass": "csubj",
    "obj": "obj",
    "obj:agent": "obj",
    "obj:lvc": "obj",
    "iobj": "iobj",
    "iobj:agent": "iobj",
    "obl": "obl",
    "obl:arg": "obl",
    "obl:mod": "obl",
    "obl:agent": "agent",
    "nmod": "nmod",
    "amod": "amod",
    "acl": "acl",
    "acl:relcl": "relcl",
    "appos": "appos",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "flat": "flat",
    "conj": "conj",
    "cc": "cc",
    "ccomp": "ccomp",
    "xcomp": "xcomp",
    "advcl": "advcl",
    "advcl:cleft": "advcl",
    "advmod": "advmod",
    "aux:tense": "aux",
    "aux": "aux",
    "aux:pass": "auxpass",
    "aux:caus": "aux",
    "cop": "cop",
    "case": "case",
    "mark": "mark",
    "det": "det",
    "nummod": "num",
    "fixed": "fixed",
    "punct": "punct",
    "expl:subj": "expl",
    "expl:comp": "expl",
    "expl:pass": "expl",
    "parataxis": "parataxis",
    "parataxis:insert": "parataxis",
}
#: finite verbs that the tagger takes for a noun or an adjective, behind the noun phrase that opens a sentence
_PLAIN_VERBS = {
    "enquête": "enquêter",
    "juge": "juger",
    "dément": "démentir",
    "insiste": "insister",
    "presse": "presser",
    "reproche": "reprocher",
    "accuse": "accuser",
    "menace": "menacer",
    "somme": "sommer",
    "fustige": "fustiger",
    "conteste": "contester",
    "prône": "prôner",
    "exige": "exiger",
    "supplie": "supplier",
    "réclame": "réclamer",
    "réplique": "répliquer",
    "riposte": "riposter",
    "critique": "critiquer",
    "convoque": "convoquer",
}
_LEMMAS = {
    "d'": "de",
    "du": "de",
    "des": "de",
    "au": "à",
    "aux": "à",
    "jusqu'": "jusque",
    "l'": "le",
    "qu'": "que",
    "n'": "ne",
    "s'": "se",
    "lorsqu'": "lorsque",
}
_CIVILITIES = frozenset({"m.", "mm.", "mme", "mmes", "mlle", "me", "dr", "cheikh"})
#: verbs whose object is the subject of the infinitive behind it
_CONTROL = frozenset(
    """
    exhorter accuser presser sommer appeler inviter soupçonner charger prier contraindre obliger forcer
    empêcher autoriser convaincre persuader dissuader encourager inciter pousser aider menacer enjoindre
    conjurer suspecter
    """.split()
)
_IMPERSONAL = frozenset(
    {"falloir", "agir", "pleuvoir", "avoir", "être", "sembler", "paraître", "rester", "convenir", "suffire"}
)
_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
#: nouns of time that draw their neighbours to themselves
#: a past participle that opens a sentence
_PARTICIPLE = re.compile(r"^[A-ZÉ][\w]+(?:é|ée|és|ées|is|ies|us|ues|ites|ie|ue)$")
_TIMES = frozenset(
    """
    lundi mardi mercredi jeudi vendredi samedi dimanche soir matin nuit veille lendemain semaine jour
    mois an année heure après-midi
    """.split()
)
#: nouns that stand without preposition and are no object
_NO_OBJECT = frozenset(
    """
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre fois siècle printemps été automne
    hiver week-end instant moment reste minute seconde aube midi minuit
    """.split()
)
#: prepositions that no object stands under
_OBLIQUE = frozenset({"dans", "pendant", "sur", "avec", "par", "contre", "vers", "depuis", "sous", "durant", "devant"})
#: verbs that take a plain object, though "des" stands before it
_TRANSITIVE = frozenset(
    """
    exiger demander réclamer imposer adopter annoncer promettre envoyer livrer fournir prendre lancer tirer mener
    obtenir présenter adresser prononcer ouvrir fermer bloquer frapper bombarder attaquer saisir arrêter libérer
    dépêcher déployer expulser geler suspendre lever proposer offrir durcir alléger
    partager acheminer distribuer larguer parachuter vendre acheter commander échanger signer conclure recevoir
    accueillir rencontrer débloquer verser accorder octroyer former entraîner remettre soigner interdire rompre
    révoquer sanctionner soutenir saluer féliciter remercier accepter retirer prêter donner apporter
    """.split()
)
#: verbs whose present looks like a noun
_HOMOGRAPHS = {"menace": "menacer", "presse": "presser", "demande": "demander", "somme": "sommer"}
#: nouns that take a clause of their own
_WITH_QUE = frozenset(
    """
    motif condition prétexte point fait idée sorte moment mesure crainte espoir raison certitude conviction signe
    preuve hypothèse menace promesse argument principe
    """.split()
)
_JUDGING = frozenset({"juger", "estimer", "considérer", "qualifier", "déclarer", "trouver"})
#: verbs that grant time, and the spans they grant
_GIVERS = frozenset({"donner", "laisser", "accorder", "impartir", "octroyer"})
_SPANS = frozenset({"heure", "jour", "semaine", "quinzaine", "mois", "an"})
_RELATIVE_TIME = frozenset({"dernier", "prochain", "suivant", "précédent", "passé", "même", "entier"})
#: verbs that take "être" without being passive
_ETRE = frozenset(
    """
    aller arriver convenir devenir entrer intervenir mourir naître partir parvenir rester retourner
    revenir sortir tomber venir décéder survenir repartir rentrer descendre monter demeurer redescendre remonter
    """.split()
)
_ENDING = re.compile(r"(?:e|es|ent|ons|ez|ait|aient|ais|a|èrent|é|ée|és|ées|era|eront|erait|eraient|ant)$")
_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_NEGATIONS = frozenset({"ne", "n'", "pas", "jamais", "guère", "nullement", "aucunement"})


def adapt(tokens: list[Token]) -> list[Token]:
    """The same tokens, relabelled and with common misattachments mended, in place."""
    for before, token in zip([tokens[0], *tokens], tokens, strict=False):
        token.rel = _RELS.get(token.rel, token.rel.split(":")[0])
        if token.form == "-" and token.i:
            token.rel, token.pos, token.head = "punct", "PUNCT", before.i
        elif before.form == "-" and token.pos == "PROPN" and token.i > 1 and tokens[token.i - 2].pos == "PROPN":
            token.rel, token.head = "flat", token.i - 2
        if token.form.lower() == "état" and [t.form for t in tokens[token.i + 1 : token.i + 3]] == ["-", "major"]:
            token.lemma = "état-major"
        if token.form == "major" and before.form == "-":
            token.rel, token.head = "flat", token.i - 2
        if token.pos in ("ADP", "SCONJ"):
            known = token.form.lower() if token.pos == "ADP" else token.lemma
            token.lemma = _LEMMAS.get(token.form.lower(), known)
        if token.rel == "advmod" and token.form.lower() in _NEGATIONS:
            token.rel = "neg"
    _mend_agentive(tokens)
    _mend_homographs(tokens)
    _mend_plain_verbs(tokens)
    _mend_called(tokens)
    _mend_enumerations(tokens)
    _mend_from(tokens)
    _mend_verbs(tokens)
    _mend_voices(tokens)
    _mend_adjectives(tokens)
    _mend_coordination(tokens)
    _mend_has_until(tokens)
    _mend_as_well_as(tokens)
    _mend_gerunds(tokens)
    _mend_participles(tokens)
    _mend_shared_auxiliaries(tokens)
    _name_cases(tokens)
    _mend_subject_lists(tokens)
    _mend_sequences(tokens)
    _mend_charges(tokens)
    _mend_agents(tokens)
    _mend_agents_of_nouns(tokens)
    _mend_times(tokens)
    _mend_dated(tokens)
    _mend_crossed(tokens)
    _mend_forbidden(tokens)
    _mend_restrictions(tokens)
    mend_interrupted(tokens)
    mend_bare_verbs(tokens)
    _mend_control(tokens)
    mend_civilities(tokens, _CIVILITIES)
    mend_fronted(tokens)
    mend_orphans(tokens)
    mend_objects(tokens)
    _mend_dont(tokens)
    _mend_que(tokens)
    _mend_plain_que(tokens)
    _mend_qui(tokens)
    _mend_closed_relatives(tokens)
    _mend_titles(tokens)
    _mend_bare_objects(tokens)
    _mend_present_participles(tokens)
    _mend_close_objects(tokens)
    for token in tokens:
        if token.rel == "obj" and token.case in _OBLIQUE and tokens[token.head].pos == "VERB":
            token.rel = "obl"
    _mend_located(tokens)
    _mend_opening(tokens)
    _mend_folded(tokens)
    _mend_qualified(tokens)
    _mend_judged(tokens)
    _mend_rates(tokens)
    _mend_complements(tokens)
    _mend_echoes(tokens)
    mend_lists(tokens)
    mend_parted_roots(tokens)
    mend_parataxis(tokens)
    mend_strays(tokens)
    mend_granted(tokens, _GIVERS, _SPANS)
    return tokens


def _mend_enumerations(tokens: list[Token]) -> None:
    """In "A, B et C ont rompu ..." the first name, taken for the root, opens the subject."""
    children = with_children(tokens)
    for first in tokens:
        if first.rel != "root" or not first.nominal:
            continue
        hung = [tokens[k] for k in children[first.i] if tokens[k].rel in ("relcl", "conj") and tokens[k].pos == "VERB"]
        verb = hung[0] if hung else None
        if verb is None:
            continue
        own = [tokens[k] for k in children[verb.i] if tokens[k].rel in ("subj", "subjpass")]
        if not own or own[0].i < first.i:
            continue
        pair = verb.rel == "conj" and any(t.rel == "cc" for t in tokens[first.i : own[0].i])
        listed = own[0].nominal and (pair or any(tokens[k].rel == "conj" for k in children[own[0].i]))
        comma = pair or any(t.form == "," for t in tokens[first.i : own[0].i])
        if not listed or not comma or any(t.morph.get("PronType") == "Rel" for t in tokens[: own[0].i]):
            continue
        first.rel, first.head = own[0].rel, verb.i
        verb.rel, verb.head = "root", verb.i
        for k in children[own[0].i]:
            if tokens[k].rel == "conj":
                tokens[k].head = first.i
        own[0].rel, own[0].head = "conj", first.i


def _mend_tense(token: Token) -> None:
    """See the future in "s'entretiendra" and the conditional in "tiendrait": verbs in "-rer" apart, the endings tell."""
    said = token.form.lower()
    if token.pos not in ("VERB", "AUX") or token.morph.get("VerbForm") != "Fin":
        return
    stem = token.lemma[:-2] if token.lemma.endswith("rer") else None
    if said.endswith(("ra", "ront")) and said != f"{stem}a":
        token.morph = {**token.morph, "Mood": "Ind", "Tense": "Fut"}
    elif said.endswith(("rait", "raient")) and stem not in (said.removesuffix("ait"), said.removesuffix("aient")):
        token.morph = {**token.morph, "Mood": "Cnd"}


def _mend_agentive(tokens: list[Token]) -> None:
    """ "l'opposant", "des combattants" are nouns, whatever verb the lemmatiser makes of them."""
    for before, token in itertools.pairwise(tokens):
        said = token.form.lower().removesuffix("s")
        agentive = said.endswith("ant") and len(said) > 5 and token.lemma.endswith(("er", "re", "ir"))
        determined = token.pos == "VERB" and token.rel in ("obj", "subj") and before.pos == "DET"
        if agentive and (token.pos == "NOUN" or determined):
            token.pos, token.lemma = "NOUN", said


def _mend_homographs(tokens: list[Token]) -> None:
    """In "Berlin presse Israël de ..." the word behind the name is a verb, whatever the tagger made of it."""
    for before, token in itertools.pairwise(tokens):
        lemma = _HOMOGRAPHS.get(token.form.lower())
        named = before.form[:1].isupper() and before.pos not in ("PRON", "ADP", "ADV", "CCONJ", "SCONJ")
        if lemma is None or not named or any(t.head == token.i and t.rel == "det" for t in tokens if t is not before):
            continue
        if any(t.head == token.i and t.rel in ("subj", "subjpass") and t.pos != "DET" for t in tokens):
            continue
        infinitive = [t for t in tokens[token.i :] if t.head == token.i and t.rel in ("xcomp", "acl", "advcl")]
        if before.i == 0 and infinitive and (token.pos == "NOUN" or token.rel == "root"):
            token.pos, token.lemma = "VERB", lemma
            token.morph = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin", "Number": "Sing", "Person": "3"}
            before.rel, before.head, before.pos = "subj", token.i, "PROPN"
            infinitive[0].rel = "xcomp"
            behind = tokens[token.i + 1] if token.i + 1 < len(tokens) else token
            if behind.head == token.i and behind.form[:1].isupper() and behind.rel in ("amod", "nmod", "appos", "flat"):
                behind.rel, behind.pos = "obj", "PROPN"


def _mend_plain_verbs(tokens: list[Token]) -> None:
    """In "La police suédoise enquête sur ..." the word behind the opening noun phrase is the verb, when none stands before it."""
    for token in tokens[1:-1]:
        before, behind = tokens[: token.i], tokens[token.i + 1]
        hung = token.pos == "VERB" and token.rel in ("amod", "acl", "parataxis", "appos", "nmod", "conj")
        finite = hung and token.morph.get("VerbForm") == "Fin" and any(t.rel == "root" for t in before)
        lemma = token.lemma if finite else _PLAIN_VERBS.get(token.form.lower())
        if lemma is None or (token.pos == "VERB" and not finite):
            continue
        plain = all(t.pos in ("DET", "ADJ", "NOUN", "PROPN", "CCONJ") or t.lemma == "de" for t in before)
        named = [t for t in before if t.pos in ("NOUN", "PROPN")]
        if (
            not plain
            or not named
            or before[-1].pos == "DET"
            or behind.pos not in ("DET", "ADP", "PROPN", "SCONJ", "ADV")
        ):
            continue
        other = any(t.pos in ("VERB", "AUX") and t.rel == "root" and t.i > token.i for t in tokens)
        if other and not any(t.rel == "mark" and t.i < behind.i + 3 for t in tokens[token.i :]):
            continue
        _make_root(tokens, token, lemma, named[0])


def _make_root(tokens: list[Token], verb: Token, lemma: str, subject: Token) -> None:
    """`verb` heads the sentence, `subject` opens it, and what stood behind hangs on the verb."""
    top = next((t for t in tokens if t.rel == "root"), verb)
    verb.pos, verb.lemma = "VERB", lemma
    if verb.morph.get("VerbForm") != "Fin":
        verb.morph = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin", "Number": "Sing", "Person": "3"}
    for t in tokens:
        crosses = t is not verb and (t is top or (t.i > verb.i) != (t.head > verb.i) or t.head == verb.i)
        if not crosses:
            continue
        if t.i < verb.i:
            if t.head >= verb.i and t is not subject:
                t.head = subject.i
        elif t.rel not in ("punct", "mark", "case", "det", "cc"):
            cased = any(k.head == t.i and k.rel == "case" for k in tokens)
            marked = any(k.head == t.i and k.rel == "mark" for k in tokens)
            if t.pos in ("VERB", "AUX"):
                t.rel = "xcomp" if t.morph.get("VerbForm") == "Inf" else "ccomp" if marked else "advcl"
            elif t.pos in ("NOUN", "PROPN", "PRON"):
                t.rel = "obl" if cased else "obj"
            t.head = verb.i
        elif t.head < verb.i:
            t.head = verb.i
    verb.rel, verb.head = "root", verb.i
    subject.rel, subject.head = "subj", verb.i


def _mend_called(tokens: list[Token]) -> None:
    """In "a appelé Ankara à ..." the name behind the verb is its object, though the tagger took it for an adverb."""
    for verb, token in itertools.pairwise(tokens):
        odd = token.pos in ("ADV", "X", "ADJ", "NOUN") and token.rel in ("xcomp", "advmod", "dep")
        if odd and verb.pos == "VERB" and token.head == verb.i and token.form[:1].isupper():
            token.pos, token.rel = "PROPN", "obj"
            for below in tokens:
                if below.head == token.i and below.rel == "xcomp":
                    below.head = verb.i


def _mend_from(tokens: list[Token]) -> None:
    """ "à compter de minuit", "à partir de lundi": no verb of its own, but a preposition."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        words = before.form.lower() == "à" and token.form.lower() in ("compter", "partir")
        if words and after.form.lower() in ("de", "du", "d'") and token.pos == "VERB":
            token.pos, token.rel = "ADV", "advmod"


def _mend_voices(tokens: list[Token]) -> None:
    """ "s'est entretenue", "sont convenus" are active; a title and the name behind it are one subject."""
    children = with_children(tokens)
    for verb in tokens:
        kids = [tokens[k] for k in children[verb.i]]
        reflexive = any(k.rel in ("expl", "mark") and k.form.lower() in ("se", "s'", "s’") for k in kids)
        been = any(k.form.lower() == "été" for k in kids)  # "ont été montés" is passive even of "monter"
        if reflexive or (verb.lemma in _ETRE and not been):
            verb.morph = {key: value for key, value in verb.morph.items() if key != "Voice"}
            for kid in kids:
                kid.rel = {"subjpass": "subj", "auxpass": "aux"}.get(kid.rel, kid.rel)
        having = any(k.rel == "aux" and k.lemma == "avoir" for k in kids) and not any(k.rel == "auxpass" for k in kids)
        if having:  # "ont rejeté" is active, whatever the parser says
            verb.morph = {key: value for key, value in verb.morph.items() if key != "Voice"}
            for kid in kids:
                kid.rel = "subj" if kid.rel == "subjpass" else kid.rel
        for kid in kids:
            if kid.rel in ("subj", "subjpass") and kid.lemma in ("côté", "part"):  # "de son côté"
                kid.rel = "obl"
            if kid.rel in ("aux", "auxpass"):
                for k in children[kid.i]:
                    if tokens[k].rel in ("subj", "subjpass"):
                        tokens[k].head = verb.i
        subjects = [k for k in kids if k.rel in ("subj", "subjpass")]
        for first, second in itertools.pairwise(subjects):
            title = first.pos == "NOUN" and second.pos == "PROPN" and second.i - max(_reach(tokens, first, second)) == 1
            if title:
                second.rel, second.head = "appos", first.i


def _reach(tokens: list[Token], first: Token, second: Token) -> list[int]:
    """The tokens of the noun phrase of `first` that stand before `second`."""
    return [t.i for t in tokens[: second.i] if t.i == first.i or t.head == first.i]


def _mend_verbs(tokens: list[Token]) -> None:
    """Give a verb the infinitive that the lemmatiser missed ("réclame"), and see the verb in "a gelé"."""
    auxiliaries = {t.head for t in tokens if t.rel in ("aux", "auxpass") and t.lemma in ("avoir", "être")}
    for token in tokens:
        if (
            token.pos == "ADJ" and token.lemma == "mort" and any(t.head == token.i and t.rel == "cop" for t in tokens)
        ):  # "trente personnes sont mortes"
            token.pos, token.lemma = "VERB", "mourir"
            token.morph = {"VerbForm": "Part", "Tense": "Past"}
            for t in tokens:
                if t.head == token.i and t.rel == "cop":
                    t.rel = "aux"
        if token.pos in ("ADJ", "NOUN", "ADV") and token.i in auxiliaries and re.search(r"é(?:e?s?)$", token.form):
            token.pos = "VERB"
            token.morph = {**token.morph, "VerbForm": "Part", "Tense": "Past"}
        _mend_tense(token)
        ends = token.pos == "NOUN" and token.form.endswith("er") and tokens[token.head].lemma in ("finir", "commencer")
        if ends and tokens[token.i - 1].form.lower() in ("par", "à"):  # "a fini par démissionner"
            token.pos, token.rel, token.lemma = "VERB", "xcomp", token.form.lower()
            token.morph = {"VerbForm": "Inf"}
        if token.form == "-t" and token.rel == "subj":
            token.rel = "expl"
        said = token.form.lower().removeprefix("-")
        if (
            said in ("il", "elle", "ils", "elles", "on")
            and token.rel == "expl"
            and tokens[token.head].lemma not in _IMPERSONAL
        ):
            token.rel = "subj"
        if token.pos == "VERB" and not _INFINITIVE.search(token.lemma) and _ENDING.search(token.form.lower()):
            stem = _ENDING.sub("", token.form.lower()).removesuffix("e") or token.form.lower()
            token.lemma = stem.removesuffix("ç") + ("c" if stem.endswith("ç") else "") + "er"


def _mend_times(tokens: list[Token]) -> None:
    """A noun of time takes no object, place or relative clause from its verb: "a engagé vendredi ses forces"."""
    children = with_children(tokens)
    for token in tokens:
        verb = tokens[token.head]
        if token.rel == "xcomp" and token.pos == "NOUN" and not token.case and verb.pos == "VERB":
            taken = any(tokens[k].rel == "obj" for k in children[verb.i])
            token.rel = "obl" if token.lemma in _TIMES or taken else "obj"
        relative = any(tokens[k].lemma in _RELATIVE_TIME for k in children[token.i])
        if token.lemma in _TIMES and token.rel == "obj" and relative:  # "se rendra la semaine prochaine à Moscou"
            token.rel = "obl"
            for k in children[token.i]:
                if tokens[k].rel == "nmod" and tokens[k].pos == "PROPN" and tokens[k].case:
                    tokens[k].rel, tokens[k].head = "obl", token.head
        bare_day = token.lemma in _DAYS and not any(tokens[k].rel == "det" for k in children[token.i])
        if bare_day and token.rel == "obj":
            token.rel = "obl"
        if bare_day and verb.pos == "VERB" and token.rel == "obl":  # "a poursuivi jeudi ses raids"
            behind = [tokens[k] for k in children[token.i] if k > token.i and tokens[k].pos == "NOUN"]
            owned = [t for t in behind if t.lemma not in _TIMES and not t.case and tokens[t.i - 1].pos == "DET"]
            if owned and not any(tokens[k].rel == "obj" for k in children[verb.i]):
                owned[0].rel, owned[0].head = "obj", verb.i
        if token.lemma in _TIMES and token.rel == "obj" and sum(tokens[k].rel == "obj" for k in children[verb.i]) > 1:
            token.rel = "obl"
        bare = token.rel == "obl" and token.pos == "NOUN" and not token.case and token.lemma not in _TIMES | _NO_OBJECT
        if token.rel == "obl" and token.pos == "PROPN" and not token.case and token.i == verb.i + 1:
            if not any(tokens[k].rel in ("obj", "auxpass") for k in children[verb.i]):  # "ont quitté Bagdad"
                token.rel = "obj"
            continue
        free = not any(tokens[k].rel in ("obj", "subjpass", "auxpass") for k in children[verb.i])
        if (
            bare
            and free
            and verb.pos == "VERB"
            and verb.i < token.i
            and tokens[token.i - 1].rel in ("det", "num", "amod")
        ):
            token.rel = "obj"
        time = tokens[token.head]
        if time.lemma not in _TIMES or time is token:
            continue
        if token.rel == "obj" and time.rel == "obl" and tokens[time.head].pos == "VERB":  # "a bombardé jeudi la ville"
            token.head = time.head
            continue
        while time.rel == "nmod" and tokens[time.head].lemma in _TIMES and time.head != time.i:
            time = tokens[time.head]
        verb = tokens[time.head]
        if token.rel == "relcl" and time.rel == "nmod" and verb.nominal:
            token.head = verb.i
        elif verb.pos != "VERB" or time.rel not in ("obl", "obj", "advmod"):
            continue
        elif token.rel in ("nmod", "obl") and token.pos in ("NOUN", "PROPN") and token.lemma not in _TIMES:
            folded = any(tokens[k].form.lower() == "des" for k in children[token.i])  # "salué vendredi des efforts"
            if (not token.case or folded) and not any(tokens[k].rel == "obj" for k in children[verb.i]):
                token.rel, token.head, token.case = "obj", verb.i, ""
            elif token.case not in ("", "de") and not time.case and token.i > verb.i:  # "a été prise jeudi par X"
                passive = any(tokens[k].rel in ("auxpass", "subjpass") for k in children[verb.i])
                token.rel = "agent" if token.case == "par" and passive else "obl"
                token.head = verb.i
        elif (
            token.rel == "amod" and token.pos == "ADJ" and verb.lemma in _JUDGING and token.lemma not in _RELATIVE_TIME
        ):
            token.rel, token.head = "attr", verb.i
        elif token.rel == "amod" and token.form[:1].isupper() and token.pos != "ADJ" and time.case:
            token.rel, token.head, token.case, token.pos = "obl", verb.i, time.case, "PROPN"
            time.case = ""
        if time.rel == "obj" and sum(tokens[k].rel == "obj" for k in children[verb.i]) > 1:
            time.rel = "obl"


_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())


def _mend_dated(tokens: list[Token]) -> None:
    """In "a suspendu dès le 22 mars son aide", "a gelé, fin mai, les avoirs" what stands behind the date is the verb's object."""
    children = with_children(tokens)
    for token in tokens:
        host = tokens[token.head]
        determined = any(k < token.i and tokens[k].rel in ("det", "num") for k in children[token.i])
        if not token.nominal or token.case or not determined or host.i > token.i or host is token:
            continue
        if host.pos == "PUNCT" or (host.lemma in _MONTHS and token.rel in ("nmod", "appos", "dep")):
            top = host
            while top.head != top.i and (top.pos in ("PUNCT", "NUM") or top.lemma in _MONTHS | {"fin", "début"}):
                top = tokens[top.head]
            alone = not any(tokens[k].rel in ("obj", "auxpass", "subjpass", "ccomp", "xcomp") for k in children[top.i])
            if (
                top.pos == "VERB"
                and top.i < token.i
                and alone
                and any(t.lemma in _MONTHS for t in tokens[top.i : token.i])
            ):
                token.rel, token.head = "obj", top.i


#: verbs that forbid or tell somebody ("à") to do something
_TELLING = frozenset({"interdire", "demander", "ordonner", "permettre", "enjoindre", "défendre", "recommander"})


def _mend_forbidden(tokens: list[Token]) -> None:
    """In "a interdit aux ressortissants de sortir" the infinitive is what is forbidden, not the people's."""
    for token in tokens:
        host = tokens[token.head]
        verb = tokens[host.head]
        told = token.rel == "acl" and token.mark == "de" and token.morph.get("VerbForm") == "Inf"
        if told and host.case == "à" and verb.lemma in _TELLING and verb.i < host.i:
            token.rel, token.head = "xcomp", verb.i


def _mend_crossed(tokens: list[Token]) -> None:
    """In "ont franchi la frontière et attaqué des camps" what stands behind the second verb is not the noun's before it."""
    children = with_children(tokens)
    for token in tokens:
        host = tokens[token.head]
        if token.rel != "nmod" or not host.nominal or host.i > token.i:
            continue
        between = [t for t in tokens[host.i + 1 : token.i] if t.pos == "VERB" and t.rel == "conj" and t.head < host.i]
        if not between:
            continue
        verb = between[-1]
        folded = any(tokens[k].form.lower() in ("des", "du") for k in children[token.i])
        alone = not any(tokens[k].rel in ("obj", "ccomp", "xcomp") for k in children[verb.i])
        token.head, token.rel = verb.i, "obl"
        if (not token.case or (token.case == "de" and folded)) and alone:
            token.rel, token.case = "obj", ""


def _mend_bare_objects(tokens: list[Token]) -> None:
    """In "a rejeté par huit voix son projet" the noun without preposition is the verb's object, not the oblique's."""
    for token in tokens:
        host = tokens[token.head]
        verb = tokens[host.head]
        determined = any(t.head == token.i and t.rel in ("det", "num") and t.i < token.i for t in tokens)
        if token.rel != "nmod" or token.case or token.pos != "NOUN" or not determined or token.i < host.i:
            continue
        alone = not any(t.head == verb.i and t.rel in ("obj", "ccomp", "auxpass") for t in tokens)
        if (
            host.rel == "obl"
            and verb.pos == "VERB"
            and alone
            and not any(t.form == "," for t in tokens[host.i : token.i])
        ):
            token.rel, token.head = "obj", verb.i


#: what makes a negation of "ne"
_DENIERS = frozenset("pas plus jamais aucun aucune rien personne ni guère point nul nulle nullement".split())
#: verbs that "ne" alone denies
_DENIED_ALONE = frozenset({"pouvoir", "savoir", "cesser", "oser"})


def _mend_restrictions(tokens: list[Token]) -> None:
    """In "n'a laissé que dix jours" nothing is denied: "ne" does so only with "pas", "plus", "aucun" ... in its clause."""
    forms = {t.form.lower() for t in tokens}
    for token in tokens:
        if token.rel == "neg" and token.form.lower() in ("ne", "n'", "n’") and not forms & _DENIERS:
            verb = tokens[token.head]
            if verb.lemma not in _DENIED_ALONE:
                token.rel = "expl"


def _mend_present_participles(tokens: list[Token]) -> None:
    """In "a frappé X, tuant trois civils" the participle is no apposition, and what stands behind it is its own object."""
    children = with_children(tokens)
    for token in tokens:
        verb = tokens[token.head]
        present = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Pres"
        if token.pos != "VERB" or not present or verb.pos != "VERB" or token.i < verb.i or token.rel == "amod":
            continue
        token.rel = "advcl" if token.rel in ("appos", "conj") and tokens[token.i - 1].form == "," else token.rel
        if token.rel != "advcl" or any(tokens[k].rel == "obj" for k in children[token.i]):
            continue
        stray = next((tokens[k] for k in children[verb.i] if k > token.i and tokens[k].rel == "obj"), None)
        if stray is not None and not any(t.pos == "VERB" for t in tokens[token.i + 1 : stray.i]):
            stray.head = token.i


def _mend_close_objects(tokens: list[Token]) -> None:
    """In "expulse 23 diplomates" the noun without preposition right behind an active verb is its object."""
    children = with_children(tokens)
    for token in tokens:
        verb = tokens[token.head]
        if token.rel not in ("obl", "nmod") or token.case or token.i <= verb.i or verb.pos != "VERB":
            continue
        if token.pos not in ("NOUN", "PROPN") or token.lemma in _TIMES | _NO_OBJECT:
            continue
        kids = [tokens[k] for k in children[verb.i]]
        closed = any(t.rel in ("obj", "auxpass", "subjpass", "ccomp", "xcomp", "expl") for t in kids)
        intransitive = any(t.rel == "aux" and t.lemma == "être" for t in kids)
        between = tokens[verb.i + 1 : token.i]
        near = all(t.head == token.i and t.rel in ("det", "num", "amod", "flat", "punct") for t in between)
        active = verb.rel not in ("acl", "amod") or verb.morph.get("VerbForm") != "Part"
        if near and active and not closed and not intransitive:
            token.rel = "obj"


def _mend_located(tokens: list[Token]) -> None:
    """In "le ministre était à Bamako", "est en visite" the copula is the verb, and where one is its oblique."""
    children = with_children(tokens)
    for token in tokens:
        place = tokens[token.head]
        if token.rel != "cop" or token.lemma != "être" or place.case not in ("à", "en", "dans", "chez", "sous"):
            continue
        if place.pos not in ("NOUN", "PROPN") or not any(tokens[k].rel == "subj" for k in children[place.i]):
            continue
        token.rel, token.head, token.pos = place.rel, token.i if place.head == place.i else place.head, "VERB"
        place.rel, place.head = "obl", token.i
        for k in children[place.i]:
            aside = tokens[k].rel in ("subj", "advmod", "neg", "mark", "advcl", "aux", "expl", "parataxis", "conj")
            timed = tokens[k].rel == "nmod" and tokens[k].lemma in _TIMES
            stopped = k > place.i and tokens[k].rel in ("obl", "punct")
            if k != token.i and (aside or timed or stopped or tokens[k].rel == "cc"):
                tokens[k].head = token.i
                tokens[k].rel = "obl" if timed else tokens[k].rel


def _mend_opening(tokens: list[Token]) -> None:
    """In "Réuni à Bruxelles, le Conseil a décidé ..." the sentence's verb is the finite one, not the participle it opens with."""
    first = tokens[0]
    if first.pos in ("PROPN", "ADJ", "NOUN") and first.rel in ("subj", "subjpass"):
        _free_opening(tokens, first)
    if first.pos != "VERB" or first.morph.get("VerbForm") != "Part" or first.rel != "root":
        return
    if any(t.head == first.i and t.rel in ("aux", "auxpass", "subj", "subjpass") and t.i < first.i for t in tokens):
        return
    comma = next((t.i for t in tokens if t.form == ","), None)
    if comma is None:
        return
    for verb in tokens[comma + 1 :]:
        subject = next(
            (t for t in tokens[comma + 1 : verb.i] if t.head == verb.i and t.rel in ("subj", "subjpass")), None
        )
        if verb.pos in ("VERB", "AUX") and subject is not None and subject.morph.get("PronType") != "Rel":
            verb.rel, verb.head = "root", verb.i
            first.rel, first.head = "advcl", verb.i
            return


def _free_opening(tokens: list[Token], first: Token) -> None:
    """In "Réunis à Kingston, les ministres ont exigé ..." the participle taken for the subject hangs on the verb, which the ministers govern."""
    verb = tokens[first.head]
    comma = next((t.i for t in tokens if t.form == ","), len(tokens))
    if not _PARTICIPLE.match(first.form) or verb.i < comma + 2 or tokens[1].pos != "ADP":
        return
    own = next((t for t in tokens[comma + 1 : verb.i] if t.nominal and t.head == first.i and not t.case), None)
    if own is not None and tokens[comma + 1].pos in ("DET", "PROPN", "NOUN"):
        own.rel, own.head, first.rel, first.pos = first.rel, verb.i, "advcl", "ADJ"


def _mend_titles(tokens: list[Token]) -> None:
    """In "a rencontré l'émir, cheikh X" the name behind the comma is the title's apposition, and so in "le chef de X, Y, a dit"."""
    for token in tokens:
        host = tokens[token.head]
        if token.rel == "conj" and token.pos == "PROPN" and host.pos == "NOUN" and tokens[token.i - 1].form == ",":
            group = [k for k in _phrase(tokens, token.i) if k >= token.i]
            behind = tokens[max(group) + 1 :]
            set_apart = bool(behind) and behind[0].form == ","
            several = host.morph.get("Number") == "Plur"  # "les ministres, X et Y,"
            mates = [t for t in tokens if t.rel in ("conj", "cc") and t is not token]
            lone = not any(t.head == host.i or (t.head == token.i and not several) for t in mates)
            if set_apart and lone and host.rel in ("obj", "subj", "subjpass", "obl", "agent"):
                token.rel = "appos"
        if token.pos != "PROPN" or token.rel != "obl" or token.case:
            continue
        first = min([token.i, *(t.i for t in tokens if t.head == token.i and t.rel == "compound")])
        noun = tokens[first - 2] if first > 1 and tokens[first - 1].form == "," else None
        if (
            noun is not None
            and noun.pos == "NOUN"
            and noun.rel in ("obj", "subj", "subjpass", "obl")
            and noun.lemma not in _TIMES
        ):
            token.rel, token.head = "appos", noun.i


def _phrase(tokens: list[Token], i: int) -> set[int]:
    """The token and all below it."""
    found = {i}
    while more := {t.i for t in tokens if t.head in found} - found:
        found |= more
    return found


def _mend_que(tokens: list[Token]) -> None:
    """In "avec X, qu'il accuse de ..." the clause behind the comma is X's, and "que" its object."""
    for que in tokens[2:]:
        noun = tokens[que.i - 2]
        if que.form.lower() not in ("que", "qu'") or tokens[que.i - 1].form != "," or noun.pos not in ("PROPN", "NOUN"):
            continue
        verb = tokens[que.head]
        if verb.pos != "VERB" or verb.i < que.i or verb.rel not in ("advcl", "ccomp", "conj", "relcl"):
            continue
        subject = any(t.head == verb.i and t.rel == "subj" for t in tokens)
        objects = [t for t in tokens if t.head == verb.i and t.rel == "obj" and t is not que]
        if subject and not objects:
            verb.rel, verb.head, verb.mark = "relcl", noun.i, ""
            que.rel, que.lemma = "obj", "que"


def _mend_plain_que(tokens: list[Token]) -> None:
    """In "les navires que X a envoyés" the clause without object is the noun's relative, and "que" its object."""
    for verb in tokens:
        noun = tokens[verb.head]
        if verb.rel != "acl" or verb.mark != "que" or noun.pos != "NOUN" or noun.lemma in _WITH_QUE:
            continue
        below = [t for t in tokens if t.head == verb.i]
        que = next((t for t in below if t.rel == "mark" and t.i > noun.i), None)
        subject = any(t.rel == "subj" for t in below)
        if que is not None and subject and not any(t.rel in ("obj", "ccomp", "xcomp", "attr", "cop") for t in below):
            verb.rel, verb.mark = "relcl", ""
            que.rel, que.lemma, que.pos = "obj", "que", "PRON"


def _mend_qui(tokens: list[Token]) -> None:
    """In "a rencontré X, qui a démissionné" the clause behind the comma is X's, whatever verb it was hung on."""
    for qui in tokens[2:]:
        verb, noun = tokens[qui.head], tokens[qui.i - 2]
        host = tokens[verb.head]
        hung = verb.rel in ("ccomp", "advcl", "conj") and host.pos == "VERB" and host.i < qui.i
        hung = hung or (verb.rel == "relcl" and host.pos == "NOUN" and noun.pos == "PROPN" and host.i < noun.i)
        if qui.form.lower() != "qui" or qui.rel != "subj" or tokens[qui.i - 1].form != "," or not hung:
            continue
        named = noun.pos == "PROPN" and tokens[noun.head].pos == "PROPN"  # "la Corée du Sud, qui ..."
        while (noun.rel in ("flat", "appos", "amod") or named) and tokens[noun.head].i < noun.i:
            named = False
            noun = tokens[noun.head]
        if noun.pos in ("NOUN", "PROPN"):
            verb.rel, verb.head, verb.mark = "relcl", noun.i, ""


def _mend_closed_relatives(tokens: list[Token]) -> None:
    """In "X a vu Y, qui l'a remercié, avant de partir" the comma closes the relative: who left is X."""
    for token in tokens:
        relative = tokens[token.head]
        if token.rel != "advcl" or token.mark not in ("avant de", "avant", "après") or relative.rel != "relcl":
            continue
        first = min(t.i for t in tokens if t.head == token.i and t.rel in ("mark", "case")) if token.mark else token.i
        opened = next(
            (t.i for t in tokens[: relative.i] if t.head == relative.i and t.rel in ("subj", "obj", "mark")), 0
        )
        if first > relative.i and tokens[first - 1].form == "," and opened and tokens[opened - 1].form == ",":
            verb = tokens[relative.head]
            while verb.pos not in ("VERB", "AUX") and verb.head != verb.i:
                verb = tokens[verb.head]
            if verb.pos == "VERB":
                token.head = verb.i


def _mend_dont(tokens: list[Token]) -> None:
    """In "X, dont le chef a parlé, exige ..." the first verb is the relative clause's, the second has the subject."""
    for pronoun in tokens[2:]:
        if pronoun.form.lower() != "dont" or tokens[pronoun.i - 1].form != ",":
            continue
        verbs = [t for t in tokens[pronoun.i :] if t.pos == "VERB" and t.rel != "acl" and t.rel != "amod"]
        first = next((t for t in verbs if t.rel in ("root", "ccomp", "conj")), None)
        second = next(
            (t for t in verbs if first and t.i > first.i and t.head == first.i and t.rel in ("advcl", "conj")), None
        )
        if first is None or second is None or not any(t.form == "," for t in tokens[first.i : second.i]):
            continue
        own = [t for t in tokens if t.head == first.i and t.rel in ("subj", "subjpass")]
        if any(t.head == second.i and t.rel in ("subj", "subjpass") for t in tokens) or second.mark:
            continue
        whole = next((t for t in own if t.i < pronoun.i), None)
        if whole is None:
            continue
        second.rel, second.head = first.rel, (second.i if first.head == first.i else first.head)
        whole.head = second.i
        first.rel, first.head = "relcl", whole.i
        inner = next(
            (t for t in tokens[pronoun.i : first.i] if t.head == whole.i and t.rel == "relcl" and t.nominal), None
        )
        if inner is not None:
            inner.rel, inner.head = "subj", first.i


def _mend_control(tokens: list[Token]) -> None:
    """The infinitive in "demander à X de partir", "accuser X d'avoir tiré" belongs to the verb, not to X."""
    for token in tokens:
        host = tokens[token.head]
        verb = tokens[host.head]
        if (
            token.pos not in ("VERB", "AUX")
            or token.rel != "acl"
            or not host.nominal
            or verb.pos != "VERB"
            or verb is host
        ):
            continue
        if host.rel == "obl" and not host.case and host.i < token.i:  # "a affirmé mercredi avoir abattu"
            token.rel, token.head = "xcomp", verb.i
            continue
        if token.mark not in ("de", "à"):
            continue
        indirect = host.rel == "iobj" or (host.rel == "obl" and host.case == "à")
        if indirect or (host.rel in ("obj", "subjpass") and verb.lemma in _CONTROL):
            token.rel, token.head = "xcomp", verb.i


def _agrees(noun: Token, adjective: Token) -> bool:
    pairs = ((noun.morph.get(key), adjective.morph.get(key)) for key in ("Number", "Gender"))
    return all(left is None or right is None or left == right for left, right in pairs)


def _mend_adjectives(tokens: list[Token]) -> None:
    """An adjective just behind a noun it agrees with belongs to it, when its head is an earlier noun it does not agree with."""
    for token in tokens:
        if token.rel not in ("amod", "acl") or token.pos != "ADJ" or token.i == 0:
            continue
        token.rel = "amod"
        head, before = tokens[token.head], tokens[token.i - 1]
        if head.i < before.i and before.pos == "NOUN" and not _agrees(head, token) and _agrees(before, token):
            token.head = before.i


def _mend_coordination(tokens: list[Token]) -> None:
    """A second subject right behind "et" is a conjunct of the noun before it."""
    children = with_children(tokens)
    for token in tokens:
        if token.rel != "subj" or token.i < 2:
            continue
        earlier = [k for k in children[token.head] if tokens[k].rel in ("subj", "subjpass") and k < token.i]
        joined = [k for k in range(max(0, token.i - 2), token.i) if tokens[k].rel == "cc"]
        if earlier and joined and joined[0] > 0 and tokens[joined[0] - 1].pos in ("NOUN", "PROPN"):
            mate = joined[0] - 1
            token.rel, token.head = "conj", mate
            tokens[joined[0]].head = token.i


def _mend_subject_lists(tokens: list[Token]) -> None:
    """ "Le président turc et X se sont parlé", "A et B ont accepté", "le pays A et B": all that stand before "et" act with what follows it."""
    for opening in tokens:  # "Selon le médiateur, A et B ont accepté"
        verb = tokens[opening.head]
        if opening.rel != "obl" or not opening.case or opening.i > verb.i or verb.pos != "VERB":
            continue
        if any(t.head == verb.i and t.rel in ("subj", "subjpass", "expl") for t in tokens):
            continue
        mates = [t for t in tokens[opening.i : verb.i] if t.head == opening.i and t.rel == "conj" and not t.case]
        comma = next((t.i for t in tokens[opening.i : verb.i] if t.form == ","), verb.i)
        joined = any(t.form.lower() == "et" for t in tokens[comma : verb.i])
        if len(mates) > 1 and joined and all(t.i > comma and t.pos == "PROPN" for t in mates):
            mates[0].rel, mates[0].head = "subj", verb.i
            for mate in mates[1:]:
                mate.head = mates[0].i
    for cc in tokens[1:-1]:
        if cc.form.lower() != "et" or cc.rel != "cc":
            continue
        last = tokens[cc.head]
        near = cc.i < last.i <= cc.i + 3
        if (near and last.rel in ("subj", "subjpass") and last.nominal) or (near and last.rel == "conj"):
            pass
        else:  # "et" hangs on the verb: the subject is the word behind it
            last = next((t for t in tokens[cc.i + 1 : cc.i + 4] if t.rel in ("subj", "subjpass") and t.nominal), last)
        if last.i < cc.i or last.pos not in ("PROPN", "NOUN"):
            continue
        if last.rel in ("subj", "subjpass"):
            verb = tokens[last.head]
            first = next(
                (
                    t
                    for t in reversed(tokens[: cc.i])
                    if t.head == verb.i
                    and not t.case
                    and (t.rel in ("subj", "subjpass") or (t.rel == "obl" and t.pos == "PROPN" and t.i == cc.i - 1))
                ),
                None,
            )
            apart = first is None or any(t.form in (",", ";", ":") for t in tokens[first.i : cc.i])
            if first is not None and not apart and first.pos in ("PROPN", "NOUN") and verb.i > last.i:
                first.rel = last.rel
                last.rel, last.head, cc.head = "conj", first.i, last.i
        elif last.pos == "PROPN":  # "les Émirats arabes unis et Bahreïn", "la France, l'Inde et le Kenya"
            host = tokens[last.head]
            noun = tokens[host.head]
            part = host.rel in ("nmod", "flat") and not host.case and host.pos == "PROPN"
            plain = not any(t.pos == "ADP" for t in tokens[noun.i : host.i])
            if part and plain and noun.rel in ("subj", "subjpass") and noun.i < host.i:
                last.head = noun.i
                if any(t.form == "," for t in tokens[noun.i : host.i]):
                    host.rel = "conj"
                    for t in tokens:
                        if t.head == host.i and t.rel == "conj":
                            t.head = noun.i


def _is_perfect(tokens: list[Token], i: int) -> bool:
    """Whether the verb at `i` is in the passé composé."""
    return any(t.head == i and t.rel in ("aux", "auxpass") and t.morph.get("Tense") == "Pres" for t in tokens)


def _mend_sequences(tokens: list[Token]) -> None:
    """In "a dit que X avait raison et s'est entretenu avec Y" the last verb, in the tense of the first, is the first one's mate."""
    for token in tokens:
        inner = tokens[token.head]
        if token.rel != "conj" or inner.rel != "ccomp" or inner.i > token.i or token.pos != "VERB":
            continue
        outer = tokens[inner.head]
        own = any(t.head == token.i and t.rel in ("subj", "subjpass", "mark") for t in tokens)
        imperfect = inner.morph.get("Tense") == "Imp" or inner.morph.get("Mood") == "Cnd"
        if (
            not own
            and imperfect
            and outer.i < inner.i
            and _is_perfect(tokens, outer.i)
            and _is_perfect(tokens, token.i)
        ):
            token.head = outer.i


def _mend_charges(tokens: list[Token]) -> None:
    """In "a accusé son voisin de mensonge" the bare noun behind "de" is what he is accused of."""
    for token in tokens:
        victim = tokens[token.head]
        verb = tokens[victim.head]
        if token.rel != "nmod" or token.case != "de" or token.pos != "NOUN" or victim.rel != "obj":
            continue
        bare = not any(t.head == token.i and t.rel == "det" for t in tokens)
        owned = any(t.head == victim.i and t.rel == "det" and t.morph.get("Poss") for t in tokens)
        if verb.lemma in ("accuser", "soupçonner", "taxer") and bare and owned and token.i > victim.i:
            token.rel, token.head = "obl", verb.i


def _name_cases(tokens: list[Token]) -> None:
    """Write the preposition of each noun, and the conjunction of each clause, on its head word."""
    for token in tokens:
        head = tokens[token.head]
        if token.rel == "case":
            head.case = f"{head.case} {token.lemma}".strip()
        elif token.rel == "mark":
            head.mark = f"{head.mark} {token.lemma}".strip()
        elif token.rel == "fixed" and head.rel in ("case", "mark"):
            top = tokens[head.head]
            if head.rel == "case":
                top.case = f"{top.case} {token.lemma}".strip()
            else:
                top.mark = f"{top.mark} {token.lemma}".strip()
    for token in tokens:  # "de" may be folded into a determiner: "Au-delà", "des"
        if not token.case and token.rel in ("obl", "nmod"):
            folded = [t for t in tokens[max(0, token.i - 2) : token.i] if t.head == token.i and t.rel == "det"]
            if folded and folded[0].form.lower() in ("du", "au", "aux"):
                token.case = _LEMMAS[folded[0].form.lower()]


def _mend_has_until(tokens: list[Token]) -> None:
    """In "Moscou a jusqu'à vendredi pour partir" the verb is "a", not an auxiliary without its participle."""
    for verb, until in itertools.pairwise(tokens):
        if verb.lemma != "avoir" or until.lemma != "jusque" or verb.rel not in ("aux", "cop", "dep"):
            continue
        day = tokens[until.head]
        subject = next((t for t in reversed(tokens[: verb.i]) if t.nominal and not tokens[t.head].nominal), None)
        subject = subject or next((t for t in reversed(tokens[: verb.i]) if t.rel == "root"), None)
        if subject is None or not day.nominal:
            continue
        if subject.rel == "root":
            verb.rel, verb.head = "root", verb.i
        else:
            verb.rel, verb.head = subject.rel, subject.head
        verb.pos = "VERB"
        subject.rel, subject.head = "subj", verb.i
        for token in tokens:
            if token is not verb and token.head == subject.i and token.i > verb.i:
                token.head = verb.i
        day.rel, day.head = "obl", verb.i
        aim = next((t for t in tokens[day.i :] if t.head == day.i and t.pos == "VERB"), None)
        if aim is not None:
            aim.rel, aim.head = "advcl", verb.i
        return


def _mend_as_well_as(tokens: list[Token]) -> None:
    """The noun behind "ainsi que" is a conjunct of the noun phrase before it."""
    for first, second in itertools.pairwise(tokens):
        if first.form.lower() != "ainsi" or second.form.lower() not in ("que", "qu'"):
            continue
        after = next((t for t in tokens[second.i + 1 : second.i + 5] if t.pos in ("NOUN", "PROPN")), None)
        if after is None or first.i == 0:
            continue
        mate = tokens[first.i - 1]
        while not (
            mate.pos in ("NOUN", "PROPN") and mate.rel in ("obj", "subj", "subjpass", "obl", "root", "conj", "appos")
        ):
            if mate.head == mate.i or tokens[mate.head].i > first.i:
                break
            mate = tokens[mate.head]
        if mate.pos not in ("NOUN", "PROPN") or mate.i > first.i:
            continue
        for token in tokens:  # what hung on the conjunction hangs on the noun
            if token.head in (first.i, second.i) and token is not after:
                token.head = after.i
        after.rel, after.head = "conj", mate.i
        first.rel, first.head, second.rel, second.head = "cc", after.i, "cc", after.i


def _mend_gerunds(tokens: list[Token]) -> None:
    """A gerund ("en appelant", "tout en appelant") modifies the verb of its clause."""
    for token in tokens:
        gerund = token.pos == "VERB" and token.morph.get("Tense") == "Pres" and token.morph.get("VerbForm") == "Part"
        if not gerund or token.i == 0 or tokens[token.i - 1].form.lower() != "en":
            continue
        host = tokens[token.head]
        below = {t.i for t in tokens if t.head == token.i}
        while host.head != host.i and (host.pos not in ("VERB", "AUX") or host.i in below):
            host = tokens[host.head]
        if host.pos in ("VERB", "AUX") and host is not token:
            for before in tokens[max(0, token.i - 2) : token.i]:
                if before.form.lower() in ("en", "tout"):
                    before.rel, before.head = "mark", token.i
            token.rel, token.head = "advcl", host.i


def _mend_participles(tokens: list[Token]) -> None:
    """A present participle right behind a noun, no comma between, is the noun's: "un texte condamnant l'attaque"."""
    for token in tokens[1:]:
        participle = token.morph.get("Tense") == "Pres" and token.morph.get("VerbForm") == "Part"
        k = token.i - 1
        while k > 0 and tokens[k].form in ("«", "“", '"', "»", "”"):
            k -= 1
        if token.pos == "VERB" and token.rel == "advcl" and participle and tokens[k].pos in ("NOUN", "PROPN"):
            if k in _phrase(tokens, token.i):
                continue
            objects = (t.i for t in tokens[: token.i] if t.rel == "obj" and t.head == token.head)
            token.rel, token.head = "acl", next(objects, k)


def _mend_shared_auxiliaries(tokens: list[Token]) -> None:
    """In "a réitéré son appel et exclu X" the second participle shares the auxiliary of the first verb, not the noun before it."""
    children = with_children(tokens)
    for token in tokens:
        host = tokens[token.head]
        participle = token.morph.get("VerbForm") == "Part" and token.morph.get("Tense") == "Past"
        behind = token.i > 2 and tokens[token.i - 1].form.lower() == "et" and tokens[token.i - 2].form == ","
        if token.rel == "acl" and behind and tokens[token.i - 1].head == token.i:
            token.rel = "conj"  # "a convoqué l'ambassadeur, X, et annulé une visite"
        if token.rel != "conj" or token.pos != "VERB" or not participle or host.i > token.i:
            continue
        if not host.nominal and host.pos != "ADJ" and host.morph.get("VerbForm") != "Inf":
            continue
        joined = any(tokens[k].rel == "cc" for k in children[token.i]) or tokens[token.i - 1].rel == "cc"
        below = [
            t for t in tokens[token.i :] if t.head == token.i and t.rel in ("obj", "ccomp", "xcomp", "obl", "advcl")
        ]
        verb = host
        main = tokens[token.i - 2].form == "," and tokens[token.i - 1].rel == "cc"  # "..., et réclamé": the main verb's
        while verb.head != verb.i and (main or not any(tokens[k].rel == "aux" for k in children[verb.i])):
            verb = tokens[verb.head]
        if not joined or verb.pos != "VERB" or not any(tokens[k].rel == "aux" for k in children[verb.i]):
            continue
        stray = [t for t in tokens[token.i :] if t.head == verb.i and t.rel in ("ccomp", "xcomp", "obj")]
        if not below and not stray:
            continue
        token.head = verb.i
        for clause in stray:
            clause.head = token.i


def _mend_qualified(tokens: list[Token]) -> None:
    """In "a qualifié ces demandes de déraisonnables" what stands behind "de" is the verb's attribute."""
    for verb in tokens:
        if verb.lemma != "qualifier":
            continue
        objects = [t for t in tokens if t.head == verb.i and t.rel == "obj"]
        behind = tokens[verb.i + 1 : verb.i + 3]
        first = len(behind) == 2 and behind[0].form.lower() in ("de", "d'") and behind[1].pos in ("ADJ", "NOUN", "VERB")
        if first and objects and objects[0].i > behind[1].i:  # "qualifié de mensongères les accusations de l'Egypte"
            behind[1].head, behind[1].rel, behind[1].case = verb.i, "attr", "de"
            behind[0].head, behind[0].rel = behind[1].i, "case"
            continue
        for token in objects:
            if token.case == "de" and len(objects) > 1:  # "qualifié de crime cette attaque"
                token.rel = "attr"
        objects = [t for t in objects if t.rel == "obj"]
        named = [t for t in tokens if objects and t.head == objects[0].i and t.rel == "nmod" and t.case == "de"]
        if named and not any(t.head == verb.i and t.rel == "attr" for t in tokens):
            said = named[-1]
            if said.pos == "PROPN":  # "les manœuvres de Pékin d'étalage vulgaire"
                below = [t for t in tokens[said.i :] if t.head == said.i and t.rel == "nmod" and t.case == "de"]
                said = below[-1] if below else said
            said.rel, said.head = "attr", verb.i


_JUDGING = frozenset({"juger", "estimer", "trouver", "considérer", "déclarer"})
_JUDGED = ("able", "ible", "fié", "fondé", "gal", "ieux")


def _mend_judged(tokens: list[Token]) -> None:
    """In "juge le plan de l'Union inacceptable" the adjective is said of the plan."""
    children = with_children(tokens)
    for verb in tokens:
        if verb.lemma not in _JUDGING:
            continue
        for k in children[verb.i]:
            inside = _phrase(tokens, k) if tokens[k].rel == "obj" else set()
            last = tokens[max(inside)] if inside else None
            if last and last.rel == "amod" and last.lemma.endswith(_JUDGED) and tokens[last.head].rel == "nmod":
                last.head, last.rel = verb.i, "attr"


_LEVIES = frozenset({"droit", "taxe", "surtaxe", "tarif", "prélèvement", "pénalité"})


def _mend_rates(tokens: list[Token]) -> None:
    """In "une taxe de 20 % sur les lentilles" what is taxed hangs on the tax, not on its rate or on the verb."""
    for token in tokens:
        if token.case != "sur" or token.rel not in ("nmod", "dep", "obl"):
            continue
        levies = [t for t in tokens[max(0, token.i - 10) : token.i] if t.lemma in _LEVIES]
        if not levies or any(t.form in (",", ";") for t in tokens[levies[-1].i : token.i]):
            continue
        if any(t.pos in ("VERB", "AUX") for t in tokens[levies[-1].i : token.i]):
            continue
        token.head, token.rel = levies[-1].i, "nmod"


def _mend_folded(tokens: list[Token]) -> None:
    """ "exigé des excuses" has an object; "lors d'un entretien" is one preposition."""
    for token in tokens:
        verb = tokens[token.head]
        folded = any(t.head == token.i and t.rel in ("case", "det") and t.form.lower() == "des" for t in tokens)
        alone = not any(t.head == verb.i and t.rel in ("obj", "ccomp", "xcomp", "auxpass", "expl") for t in tokens)
        if token.rel == "obl" and token.case == "de" and folded and alone and verb.lemma in _TRANSITIVE:
            token.rel, token.case = "obj", ""
        month = token.rel == "nmod" and verb.lemma in _NO_OBJECT and verb.rel == "obl"
        if month and folded and tokens[verb.head].lemma in _TRANSITIVE:  # "mèneront en juin des manœuvres"
            token.rel, token.case, token.head = "obj", "", verb.head
        if verb.form.lower() == "lors" and verb.pos == "ADV" and token.case == "de" and token.nominal:
            token.case, token.rel, token.head = "lors de", "obl", verb.head
            verb.rel, verb.head = "case", token.i


def _mend_complements(tokens: list[Token]) -> None:
    """In "affirme au contraire que ..." the clause is what is affirmed, no complement of the noun before it."""
    for token in tokens:
        host = tokens[token.head]
        verb = tokens[host.head]
        if (
            token.rel != "acl"
            or token.mark != "que"
            or host.rel != "obl"
            or verb.pos != "VERB"
            or host.lemma in _WITH_QUE
        ):
            continue
        if not any(t.head == verb.i and t.rel in ("obj", "ccomp", "xcomp") for t in tokens):
            token.rel, token.head = "ccomp", verb.i


def _mend_echoes(tokens: list[Token]) -> None:
    """In "La Banque, elle, a gelé ..." the pronoun between commas only stresses the subject before it."""
    for token in tokens[2:-1]:
        between = tokens[token.i - 1].form == "," and tokens[token.i + 1].form == ","
        if not between or token.form.lower() not in ("lui", "elle", "eux", "elles"):
            continue
        verb = tokens[token.head]
        noun = next((t for t in tokens[: token.i] if t.head == verb.i and t.nominal and not t.case), None)
        if token.rel == "advmod" and not any(t.head == verb.i and t.rel in ("subj", "subjpass") for t in tokens):
            token.rel = "subj"
        if token.rel in ("subj", "subjpass") and noun is not None and noun.rel in ("obl", "dislocated", "nmod", "dep"):
            noun.rel, token.rel = token.rel, "dep"


def _mend_agents(tokens: list[Token]) -> None:
    """ "conditions jugées inacceptables par Kiev": the agent belongs to the participle before it; an adjective there is its attribute."""
    children = with_children(tokens)
    for token in tokens:
        if (
            token.pos == "ADJ"
            and token.rel in ("obl", "xcomp", "advmod")
            and not token.case
            and tokens[token.head].pos == "VERB"
        ):
            token.rel = "attr"
        if token.case != "par" or token.rel not in ("nmod", "obl"):
            continue
        head = tokens[token.head]
        between = [
            tokens[k]
            for k in children[head.i]
            if head.i < k < token.i and tokens[k].rel in ("acl", "amod") and tokens[k].morph.get("VerbForm") == "Part"
        ]
        if head.nominal and between:
            token.rel, token.head = "agent", between[-1].i
            continue
        verb = tokens[head.head]  # "des sanctions infligées au pays par l'UE"
        participle = verb.pos == "VERB" and verb.morph.get("VerbForm") == "Part" and verb.morph.get("Tense") != "Pres"
        passive = verb.rel == "acl" or any(tokens[k].rel == "auxpass" for k in children[verb.i])
        taken = any(tokens[k].rel == "agent" for k in children[verb.i])
        if head.rel == "obl" and head.case in ("à", "dans", "en") and participle and passive and not taken:
            token.rel, token.head = "agent", verb.i


def _mend_agents_of_nouns(tokens: list[Token]) -> None:
    """ "le déploiement de deux navires américains par X": the agent belongs to the outermost noun of the chain."""
    for token in tokens:
        head = tokens[token.head]
        participle = head.morph.get("VerbForm") == "Part"
        if token.case != "par" or head.pos not in ("ADJ", "NOUN", "PROPN") or participle:
            continue
        while head.rel == "amod" and head.head != head.i:
            head = tokens[head.head]
        if head.rel == "nmod" and head.case == "de":
            head = tokens[head.head]
        if head.nominal:
            token.rel, token.head = "nmod", head.i
