"""What the coder must say and must not, in both languages."""

from __future__ import annotations

import pytest

from coding.marked import HERE, parse, unmark
from veille.coding.coder import Coding, load_coder
from veille.coding.families import load_families
from veille.lang.pack import languages, load_pack

#: type, then ways of telling it that must be coded alike: active, passive, nominal, reported
FORMS = {
    "en": {
        "ASSAULT": [
            "[Ugandan jets] bombed {a rebel camp} near the lake.",
            "{A rebel camp} near the lake was bombed by [Ugandan jets].",
            "The bombing of {a rebel camp} by [Ugandan jets] killed nine.",
            "Officials said [Ugandan jets] had bombed {a rebel camp}.",
        ],
        "SANCTION": [
            "[Oslo] expelled {a Syrian diplomat}.",
            "{A Syrian diplomat} was expelled by [Oslo].",
            "The expulsion of {a Syrian diplomat} by [Oslo] came at dawn.",
            "The ministry said [Oslo] had expelled {a Syrian diplomat}.",
        ],
        "REJECT": [
            "[The rebels] rejected {the mediator's offer}.",
            "{The mediator's offer} was rejected by [the rebels].",
            "A spokesman said [the rebels] had turned down {the mediator's offer}.",
        ],
        "CONSULT": [
            "[The Ghanaian president] visited {Lomé}.",
            "[The Ghanaian president] held talks with {his Togolese counterpart}.",
            "A visit by [the Ghanaian president] to {Lomé} ended on Friday.",
        ],
        "RETREAT": [
            "[The militia] freed {six nurses}.",
            "{Six nurses} were freed by [the militia].",
            "[The army] withdrew from {the valley}.",
        ],
        "CONCEDE": ["[The ministry] lifted the ban on {the union}.", "[Quito] dropped the charges against {the bishop}."],
        "REQUEST": ["[Lima] urged {Quito} to reopen the road.", "[Lima] called on {Quito} to reopen the road."],
        "AGREE": ["[Rome] will send tents to {Tirana}.", "[Rome] pledged to help {Tirana}."],
        "THREATEN": ["[The general] threatened to attack {the port}.", "[Ankara] warned {Nicosia} of retaliation."],
        "COERCE": ["[Police] arrested {a blogger}.", "{A blogger} was arrested by [police]."],
        "PROTEST": ["[Thousands of nurses] marched against {the government}."],
        "MOBILIZE": ["[Niger] deployed troops along {the Libyan border}."],
        "AID": ["[Denmark] delivered vaccines to {Gambia}.", "[Denmark] donated tents to {Gambia}."],
        "ACCUSE": ["[The opposition] accused {the mayor} of fraud.", "{The mayor} is being sued by [two residents]."],
        "SUPPORT": ["[Berlin] praised {the new cabinet}.", "[The bishops] endorsed {the peace plan}."],
        "COOPERATE": ["[Greek pilots] trained with {Cypriot crews} in a joint exercise."],
    },
    "fr": {
        "ASSAULT": [
            "[Des avions ougandais] ont bombardé {un camp rebelle} près du lac.",
            "{Un camp rebelle} a été bombardé par [des avions ougandais].",
            "Selon l'armée, [des avions ougandais] ont bombardé {un camp rebelle}.",
        ],
        "SANCTION": [
            "[Oslo] a expulsé {un diplomate syrien}.",
            "{Un diplomate syrien} a été expulsé par [Oslo].",
        ],
        "REJECT": [
            "[Les rebelles] ont rejeté {l'offre du médiateur}.",
            "{L'offre du médiateur} a été rejetée par [les rebelles].",
        ],
        "CONSULT": [
            "[Le président ghanéen] a rencontré {son homologue togolais}.",
            "[Le président ghanéen] s'est entretenu avec {son homologue togolais}.",
        ],
        "RETREAT": ["[La milice] a libéré {six infirmières}.", "[L'armée] s'est retirée de {la vallée}."],
        "REQUEST": ["[Lima] a exhorté {Quito} à rouvrir la route.", "[Lima] demande à {Quito} de rouvrir la route."],
        "AGREE": ["[Rome] s'est engagée à aider {Tirana}."],
        "COERCE": ["[La police] a arrêté {un blogueur}.", "{Un blogueur} a été interpellé par [la police]."],
        "PROTEST": ["[Des milliers d'infirmières] ont manifesté contre {le gouvernement}."],
        "ACCUSE": ["[L'opposition] a accusé {le maire} de fraude."],
        "SUPPORT": ["[Berlin] a félicité {le nouveau gouvernement}."],
    },
}
#: what must not be coded as what it looks like
MUST_NOT = [
    ("en", "[The envoy] did not visit {Tirana}.", "REJECT"),
    ("en", "[The ministry] lifted the ban on {the union}.", "COERCE"),
    ("en", "[Washington] refused to meet {the delegation}.", "CONSULT"),
    ("en", "[Rome] will send tents to {Tirana}.", "AID"),
    ("en", "[Ottawa] called off its offensive against {the rebels}.", "ASSAULT"),
    ("fr", "[Paris] a refusé de rencontrer {la délégation}.", "CONSULT"),
    ("fr", "[Le ministère] a levé l'interdiction visant {le syndicat}.", "COERCE"),
]
#: parties that act in each other's place
NAMES = {
    "en": [("Brazil", "Nepal"), ("Moscow", "Kyiv"), ("China", "Taiwan"), ("Mali", "France"), ("Tonga", "Chad")],
    "fr": [("Oslo", "Quito"), ("Moscou", "Kiev"), ("Pékin", "Taipei"), ("Bamako", "Paris"), ("Lima", "Tunis")],
}
NAMED = {
    "en": ["[{a}] expelled three diplomats of {{{b}}}.", "[{a}] accused {{{b}}} of arming rebels.", "[{a}] threatened to attack {{{b}}}."],
    "fr": ["[{a}] a accusé {{{b}}} d'armer les rebelles.", "[{a}] menace d'attaquer {{{b}}}.", "[{a}] a remercié {{{b}}}."],
}


def coded(marked: str, language: str, *, swapped: bool = False) -> Coding:
    text, source, target = unmark(marked)
    (sentence,) = parse([text], language)
    coder = load_coder(load_pack(language))
    return coder.code(sentence, target, source) if swapped else coder.code(sentence, source, target)


ROWS = [(lang, kind, row) for lang, kinds in FORMS.items() for kind, rows in kinds.items() for row in rows]


@pytest.mark.parametrize(("language", "kind", "marked"), ROWS)
def test_the_forms_of_one_event_get_one_code(language: str, kind: str, marked: str) -> None:
    coding = coded(marked, language)
    assert (coding.plover, coding.direction) == (kind, "source")
    assert abs(sum(coding.scores.values()) - 1) < 1e-6
    assert len(coding.scores) == 16


@pytest.mark.parametrize(("language", "kind", "marked"), ROWS)
def test_swapping_the_parties_changes_the_direction_alone(language: str, kind: str, marked: str) -> None:
    coding, other = coded(marked, language), coded(marked, language, swapped=True)
    assert other.direction == "target"
    assert (other.plover, other.mode, other.status, other.scores) == (coding.plover, coding.mode, coding.status, coding.scores)


@pytest.mark.parametrize(("language", "marked", "kind"), MUST_NOT)
def test_what_looks_like_it_is_not(language: str, marked: str, kind: str) -> None:
    assert coded(marked, language).plover != kind


@pytest.mark.parametrize("language", languages())
def test_who_acts_does_not_matter(language: str) -> None:
    for form in NAMED[language]:
        pairs = [pair for a, b in NAMES[language] for pair in ((a, b), (b, a))]
        assert len({coded(form.format(a=a, b=b), language).plover for a, b in pairs}) == 1, form


@pytest.mark.parametrize("language", languages())
def test_status(language: str) -> None:
    wanted = ("happened", "ongoing", "future", "hypothetical", "negated")
    rows = [line.split("\t") for line in (HERE / f"status.{language}.tsv").read_text("utf-8").splitlines()]
    wrong = [
        f"{status}: {marked}"
        for row in rows
        for status, marked in zip(wanted, row, strict=True)
        if coded(marked, language).status != status
    ]
    assert len(rows) * len(wanted) >= 150
    assert len(wrong) <= 0.05 * len(rows) * len(wanted), "\n".join(wrong)


def test_merging_makes_concede_and_retreat_one() -> None:
    text, source, target = unmark("[The militia] freed {six nurses}.")
    (sentence,) = parse([text], "en")
    coding = load_coder(load_pack("en")).code(sentence, source, target, merged=True)
    assert coding.plover == "YIELD"
    assert set(coding.scores) >= {"YIELD"}
    assert not {"CONCEDE", "RETREAT"} & set(coding.scores)


def test_both_packs_have_the_same_families_and_enough_words() -> None:
    words = {code: load_pack(code)["families"] for code in languages()}
    assert {s: set(f) for s, f in words["en"].items()}["noun"] == {s: set(f) for s, f in words["fr"].items()}["noun"]
    verbs = {code: set(words[code]["verb"]) for code in words}
    assert verbs["en"] == verbs["fr"]
    for code in languages():
        assert len({(section, first) for section, first in load_families(load_pack(code)).entries}) >= 1500, code
