"""Which meetings a sign-up asks for: () for all that remain.

What the wish names comes first, then its sentence, then what it points back at, then the subject. What the rest of the mail
says of meetings can only take some away: `Sæt mig på listen. Odense springer jeg over.`
"""

from __future__ import annotations

import re
from datetime import date

from netpost.message import Mail
from netpost.understand.acts import judge_acts
from netpost.understand.choice import BILL, HAS_VERB, LEANS, ONLY, Ground, Scope, choose, find_answers, leaves_open
from netpost.understand.context import own_subject
from netpost.understand.gather import Signals, split_own_words
from netpost.understand.mention import Mention, upcoming
from netpost.understand.periods import MONTH, MONTHS
from netpost.understand.reading import Network
from netpost.understand.reservations import is_partial
from netpost.understand.side_remarks import CONTRAST
from netpost.understand.signals import ABOUT_NETWORK, Signal
from netpost.understand.stance import CHOOSES, find_exceptions, is_busy, is_left_out, split_parts
from netpost.understand.text import fold, pattern
from netpost.understand.verdict import Verdict
from netpost.understand.when import NUMBERED, find_meetings
from netpost.understand.wish import SIDE_CLAUSE, find_wish_parts, find_wishes, is_away

#: `møderne i efteråret, men kun dem`
ONLY_THOSE = pattern(r"\b(?:kun|only)\ (?:dem|det|den|de\ to|those)\b(?!\ \w)")
SINGLE = pattern(
    r"""
    \b(?:kun\ det\ ene|det\ ene\ møde|den\ ene\ (?:dag|gang|dato)|et\ enkelt|(?:kun|blot|bare)\ et
    |(?:alene|udelukkende|kun|blot)\ (?:\w+\ )?mødet|(?:kun|blot|bare|nøjes)\b.{0,20}\b(?:et|en|én|ét)\ af\ (?:møderne|gangene|dem|dagene)|(?:et|en|én|ét|one)\ (?:af|of)\ (?:de\ (?:to|tre)|møderne|gangene|them|the\ (?:two|three))|just\ the\ one
    |tilmeld\w*\ mig\ (?:hermed\ |gerne\ )?(?:den\b(?!\ \w)|(?:til\ )?det\ møde\b(?!\ (?:i|den|d))))\b
    """
)
#: A line of a form with a cross in its box; the others were left empty on purpose.
TICKED = re.compile(r"^\s*(?:\[\s*[xX✓✔]\s*\]|\(\s*[xX]\s*\)|[☑☒])\s*(.+)$", re.MULTILINE)
#: `hvert andet møde`
SOME_MEETINGS = pattern(
    r"\bhver(?:t)?\ (?:andet|anden|andre)\b|\b(?:nogle|et\ par|enkelte|de\ fleste)\ (?:af\ )?(?:møder\w*|gange\w*|dem)\b"
)
THE_REST = pattern(r"\b(?:rest\w*|tilbage\w*|øvrige|alle|samtlige|forløb\w*)\b")
#: `så dér må I undvære mig`, `så det møde springer jeg over`: what the part before named
MEANS_THAT = pattern(r"\b(?:der|dér|det|den|dem|dengang)\b")
#: `i Aarhus og de andre steder`: all of them
AND_ELSEWHERE = pattern(
    r"\bog\ (?:de|alle)\ (?:andre|øvrige)\ (?:steder|byer|møder\w*|gange|datoer)\b|\bog\ (?:\w+\ )?(?:til\ )?(?:det|dem|hvad),?\ der\ (?:måtte\ |ellers\ )?(?:følge|følger|komme|kommer)\b"
)
SELF_NAMED = pattern(r"\b(?:jeg|vi|mig|os)\b")
#: `jeg kommer alle tre dage, selv om jeg skal op klokken fire for at nå til Aarhus`: all of them, whatever is said of one
ALL_OF_THEM = pattern(
    r"^(?!.*\b(?:ikke|kun|undtagen|bortset|næsten)\b).*\balle\ (?:tre|to|3|2|de)\ (?:gange|dage|datoer|møder|steder|netværksmøder)\b"
)
POINTS_AT_TWO = pattern(r"\b(?:de\ to|begge|disse\ to)\ (?:møder|gange|dage|datoer)\b|\bbegge\ to\b")
#: `Aarhus og Vejle skræmmer mig ikke`
DETERS_NOT = pattern(
    r"\b(?:skræmmer|afskrækker|generer|bekymrer|hjemmebane\w*|i(?:kke|nte)\ (?:for\ langt|langt\ (?:væk|til|fra)|långt|et\ problem)|intet\ problem)\b"
)
#: `jeg kunne ikke være med i København den 14.`
WAS_SO = pattern(r"\b(?:kunne|måtte|var|blev|nåede)\b(?!\ (?:\w+\ )?gerne)")
#: words of a wish that choose among the meetings in ways that are not read
CHOOSES_ELSE = pattern(
    r"""
    \bderfra\b|\buge\ \d|\bi\ 20\d\d\b(?!\ ?[/-])|\bfrem\ til\ (?:jul|nytår)\b|\b(?:(?<!de\ )to|flere|fleste|halvdelen)\ (?:af\ )?(?:de\ (?:tre\ )?)?møder(?:ne)?\b|\b(?:det|den)\ eneste\b|\b(?:dog|bare|blot)\ ikke\ (?:til|i|med|på|den|det)\b|\bde\ øvrige\b[^.]*\bikke\b|\bpå\ de\ to\b
    |\b(?:der|som)\ ligger\ (?:derefter|herefter|bagefter|efter)\b|\bmidten\b|\bførst\ (?:fra|efter|til|på)\b
    """
)
#: … however many of them were read
ENDS_OF_ROW = pattern(
    r"\b(?:første|andet|tredje|fjerde|sidste)\ (?:og|samt|eller)\ (?:det\ |den\ )?(?:første|andet|tredje|fjerde)\b|\bførste\ og\ (?:det\ )?sidste\b|\b\d\.?\ (?:og|samt|eller)\ \d\.\ (?:netværks)?møde|\bmøde\ (?:nr\.?\ )?\d\ (?:og|samt|eller)\ \d\b"
)
#: `ud over det i Odense`: with it or without it
BESIDES = pattern(r"\b(?:ud\ ?over|foruden)\ (?:\w+\ ){0,3}$")
#: … and what says elsewhere that somebody comes later than the others
BEGINS_LATER = pattern(
    r"\b(?:jeg|vi)\ kan\ (?:\w+\ )?(?:fra|først\ til)\b|\b(?:ser|møder)\ (?:jeg\ |i\ )?(?:mig\ |jer\ )?først\ (?:i|til|fra)\b|\b(?:hopper|kommer|starter|begynder)\ (?:\w+\ ){0,2}?først\ (?:på|med|ind)\b|\b(?:begynder?|starter?)\ (?:\w+\ )?med\ (?:at|i|møde\w*|den|det)\b"
)
#: … and from which one on: `jeg kan først fra mødet i Odense`, `så for mig begynder det i Odense`
FIRST_FROM = pattern(
    r"\bførst\ (?:med\ )?fra\ (?:og\ med\ )?(?:mødet\ |det\ )?(?:i\ )?|\b(?:(?:jeg|vi)\ (?:begynder|starter|hopper\ på|stiger\ på)|(?:begynder|starter)\ (?:jeg|vi|det))\ (?:først\ |altså\ |derfor\ )?(?:i|med)\b"
)
OTHER_ONES = pattern(
    r"""
    \bde\ (?:andre|øvrige)\ (?:to|tre|2|3|møder|gange|datoer)\b|\bde\ (?:to|tre|2|3)\ (?:andre|øvrige)\b(?!\ (?:går\ til|hedder|kommer\ fra|\w*(?:kolleg|person|deltager|plads|stol|leder|chef))\b)
    |\bthe\ other\ (?:two|three|meetings)\b
    """
)
#: `…, men de to andre`, not `… but I will be at the other two as well`
INSTEAD = pattern(r"\b(?:men|but|derimod|ellers)\b(?!.*\b(?:også|as\ well|too)\b)")
#: how likely a sentence is a wish, to count as one beside another
PLAINLY = 0.8
#: how many `de to andre` are
OTHERS = 2
#: `sidde med efter ferien, også i Odense og Vejle`: besides others
ALSO = pattern(r"\bogså\ (?:(?:gerne|i|til|på|den|mødet)\ )*$")
UNCLEAR = "Det er ikke klart, hvilke møder tilmeldingen gælder."
UNCLEAR_SINGLE = "Mailen taler om et enkelt møde, men det er ikke klart hvilket."
SOME_OF_THEM = "Mailen vil kun med til nogle af møderne, men siger ikke hvilke."
ALL_OR_SOME = "Det er ikke klart, om tilmeldingen gælder alle møder eller kun nogle."
BOTH_WAYS = "Mailen melder til og siger samtidig fra til et møde."
HELD = "Mailen nævner et møde, der er holdt eller aflyst."


def find_signup_scope(
    mail: Mail, verdict: Verdict, found: Signals, network: Network, day: date, form_meetings: str
) -> Scope:
    """Find the meetings that a sign-up asks for."""
    ahead = tuple(one.id for one in upcoming(network.meetings, day))
    if not ahead:
        return Scope((), ("Der er ingen kommende møder at melde til.",))
    sentences = tuple(dict.fromkeys(one.sentence_text for one in split_own_words(mail.own_text, network)))
    ground = Ground(mail, network, day, sentences, ahead)
    form_meetings = " ".join(TICKED.findall(mail.own_text)) or _find_answered(ground) or form_meetings
    if form_meetings:
        choice = choose([form_meetings], ground)
        return _finish(choice.meetings, list(choice.review), [form_meetings], ground)
    wishes = find_wishes(verdict, found, ground)
    absent = {one.clause.folded for one in found.absent} - {one.clause.folded for one in wishes}
    parts = list(
        dict.fromkeys([*find_wish_parts(wishes, absent, ground), *_find_chosen(ground), *_find_meant(wishes, ground)])
    )
    says = " ".join(fold(one.words) for one in wishes)
    choice = choose(parts, ground, is_only=bool(ONLY_THOSE.search(says)))
    said = " ".join([*parts, *_find_gone_on(parts, ground)])
    takes_all = any(ALL_OF_THEM.search(one.clause.sentence_folded) for one in wishes)
    wanted = () if takes_all or AND_ELSEWHERE.search(fold(said)) else choice.meetings
    declined, busy = _find_left_out(parts, absent, ground)
    review = [
        *choice.review,
        *_find_mismatches(parts, ground),
        *([SOME_OF_THEM] if SOME_MEETINGS.search(says) else []),
    ]
    told = [one for one in sentences if not one.rstrip().endswith("?")]
    is_all = takes_all or set(wanted) == set(ahead)
    if len(ahead) > 1 and len(wanted) != 1 and not is_all and any(SINGLE.search(fold(one)) for one in (says, *told)):
        wanted = _find_the_one(declined | busy, ground)
        review += [] if wanted else [UNCLEAR_SINGLE]
    if not wanted and OTHER_ONES.search(says):
        away = declined | busy or _find_only_named(ground)
        wanted = tuple(one for one in ahead if one not in away) if away else ()
        return _finish(wanted, [*review, *([] if away else [UNCLEAR])], parts, ground)
    if not (wanted or declined or busy) and _speaks_of_some(wishes, parts, ground):
        review.append(ALL_OR_SOME)
    if not (wanted or declined or _takes_all(parts, ground)) and _chooses_else(wishes, told):
        review.append(UNCLEAR)
    is_open = any(leaves_open(part, ground.find(part)) for part in parts)
    if is_open or (ENDS_OF_ROW.search(says) and not ground.find_exact(says)):
        review.append(UNCLEAR)
    if not wanted and any(
        _misses_unread(part, ground) for one in told for part in split_parts(one) if part not in parts
    ):
        review.append(BOTH_WAYS)
    if wanted and not is_all and _only_sounds_chosen(wishes, ground):
        review.append(ALL_OR_SOME)
    if not wanted and _begins_between(says, ground):
        review.append(UNCLEAR)
    if wanted and any(ALSO.search(fold(part)[: one.start]) for part in parts for one in ground.find_exact(part)[:1]):
        review.append(UNCLEAR)
    if _begins_elsewhere(wanted, told, ground) or _can_mean_two(parts, ground) or _exceeds_only(wanted, parts, ground):
        review.append(UNCLEAR)
    left = _take_away(wanted, declined, busy, ahead)
    return _finish(left.meetings, [*review, *left.review], parts, ground)


def _find_gone_on(parts: list[str], ground: Ground) -> list[str]:
    """`Odense kan jeg cykle til, og de andre steder finder jeg nok`: return the sentences whose rest says of the writer what he does as well."""
    return [
        sentence
        for sentence in ground.sentences
        if any(part in sentence for part in parts)
        and all(
            part in parts or (SELF_NAMED.search(fold(part)) and not (is_left_out(part) or is_busy(part)))
            for part in split_parts(sentence)
        )
    ]


def _find_answered(ground: Ground) -> str:
    """Return the meetings behind which a list says yes; "" where the mail holds no such list."""
    answers = find_answers(ground.mail.own_text, ground.find_exact(ground.mail.own_text))
    return ", ".join(one.words for one, answer in answers if answer != "nej")


def _takes_all(parts: list[str], ground: Ground) -> bool:
    return any(set(one.ids) >= set(ground.ahead) for part in parts for one in ground.find(part))


def _begins_elsewhere(wanted: tuple[str, ...], told: list[str], ground: Ground) -> bool:
    """`I ser mig først i Odense. Vejle kan du også skrive mig på`: tell whether somebody begins with a meeting that was not found."""
    begun = [one for one in told if BEGINS_LATER.search(fold(one))]
    return bool(wanted) and any(not set(one.ids) <= set(wanted) for text in begun for one in ground.find_exact(text))


def _exceeds_only(wanted: tuple[str, ...], parts: list[str], ground: Ground) -> bool:
    """`Ole vil med, men kun til Aarhus og Vejle. Den 16. november passer ikke`: tell whether more was found than what a part calls the only ones."""
    only = [one for part in parts if ONLY.search(fold(part)) for one in ground.find_exact(part)]
    named = {one for mention in only for one in mention.ids}
    return bool(named) and not named.issuperset(wanted or ground.ahead)


def _can_mean_two(parts: list[str], ground: Ground) -> bool:
    """`Det andet møde`, where one is held, may count them all or those to come; `alle ud over det i Odense` is with it or without."""
    is_begun = len(ground.ahead) < len(ground.network.meetings)
    return any(
        (is_begun and NUMBERED.fullmatch(one.words) and not ground.find_exact(part))
        or BESIDES.search(fold(part)[: one.start])
        for part in parts
        for one in ground.find(part)
    )


def _misses_unread(part: str, ground: Ground) -> bool:
    """`Den sidste gang kan jeg ikke`, `efter jul er jeg på orlov`, `jeg kan kun i efteråret`: tell whether a part does without meetings not found."""
    folded = fold(part)
    if not SOME_TIME.search(folded) or WAS_SO.search(folded) or is_partial(folded) or BILL.search(folded):
        return False
    is_found = ground.find_exact(part) or any(_is_some(one, ground) for one in ground.find(part))
    return not is_found and bool(ONLY.search(folded) or is_left_out(part) or is_busy(part))


#: when meetings are, in words that name none by themselves
SOME_TIME = pattern(
    r"\b(?:(?:første|anden|andet|tredje|sidste)\ (?:gang|dato|dag|møde)|(?:i|til|for|efter)\ (?:efteråret|foråret|vinteren|jul|nytår|årsskiftet))\b"
)


def _only_sounds_chosen(wishes: tuple[Signal, ...], ground: Ground) -> bool:
    """`Tilmeld mig. Aarhus er bare 20 minutter væk`: tell whether only what faintly sounds like a yes, beside a plain wish, names a meeting."""
    naming = [
        one
        for one in wishes
        if ground.find_exact(one.clause.sentence_text) and not FIRST_FROM.search(one.clause.sentence_folded)
    ]
    is_plain = any(one.kind == "join" and one.likelihood >= PLAINLY for one in wishes if one not in naming)
    return is_plain and bool(naming) and all(one.kind == "yes" and one.likelihood < PLAINLY for one in naming)


def _begins_between(says: str, ground: Ground) -> bool:
    """`Fra oktober`: tell whether a wish begins in a month without meeting, when some of those to come are over."""
    days = [one.day for one in upcoming(ground.network.meetings, ground.day)]
    begun = [MONTHS[match["month"]] for match in FROM_MONTH.finditer(says)]
    starts = [date(year, month, 1) for month in begun for year in (days[0].year, days[-1].year)]
    return all(one.month not in begun for one in days) and any(days[0] < one <= days[-1] for one in starts)


FROM_MONTH = re.compile(rf"\bfra (?:og med )?(?:den )?(?:\d{{1,2}}\. ?)?(?P<month>{MONTH})\b")


def _chooses_else(wishes: tuple[Signal, ...], told: list[str]) -> bool:
    """`Sæt mig på i uge 37 og uge 4`, `hun begynder med mødet i Vejle`: some of the meetings, but not said in a way that is read."""
    if any(CHOOSES_ELSE.search(_without_bill(one.clause.sentence_text)) for one in wishes):
        return True
    return any(BEGINS_LATER.search(fold(one)) for one in told)


def _without_bill(sentence: str) -> str:
    """`Jeg vil gerne med, men regningen må først komme i 2018`: return the folded parts that do not say when to pay."""
    return ", ".join(part for part in map(fold, split_parts(sentence)) if not BILL.search(part))


def _find_mismatches(parts: list[str], ground: Ground) -> list[str]:
    """`Mødet i Aarhus den 16. november`: a part that names one meeting's town and another one's day, and joins them by no `og`."""
    for part in parts:
        named = ground.find_exact(part)
        if len(named) == 2 and named[0].is_day != named[1].is_day and set(named[0].ids).isdisjoint(named[1].ids):
            between = fold(part)[named[0].end : named[1].start]
            if not re.search(r"\b(?:og|eller|samt|and)\b|,", between):
                return [UNCLEAR]
    return []


def _find_chosen(ground: Ground) -> list[str]:
    """Find the parts of sentences that choose: `så det bliver kun Odense`, beside a wish that does not say which."""
    told = [one for one in ground.sentences if not one.rstrip().endswith("?")]
    parts = [
        part
        for sentence in told
        for part in split_parts(sentence)
        if CHOOSES.search(fold(part)) or FIRST_FROM.search(fold(part))
    ]
    return [part for part in parts if _names_wanted(part, ground)]


def _find_meant(wishes: tuple[Signal, ...], ground: Ground) -> list[str]:
    """Find what `de to møder` in a wish points back at: `i Aarhus og Odense vil jeg gerne være med, så skriv mig op til de to møder`."""
    pointing = {one.clause.sentence_text for one in wishes if POINTS_AT_TWO.search(one.clause.folded)}
    return [part for sentence in pointing for part in split_parts(sentence) if _names_wanted(part, ground)]


def _names_wanted(part: str, ground: Ground) -> bool:
    """Tell whether a part names a meeting, and not to do without it: `jeg kan ikke være med i Aarhus`."""
    return bool(ground.find_exact(part)) and not (
        is_left_out(part) or (is_busy(part) and not FIRST_FROM.search(fold(part)))
    )


def _take_away(wanted: tuple[str, ...], declined: set[str], busy: set[str], ahead: tuple[str, ...]) -> Scope:
    """Take what the mail does without from what its wish names, or from all.

    Where it does without what it wishes for, or is merely busy on the day of one of all, a person must look.
    """
    away = declined | busy
    if wanted:
        review = (BOTH_WAYS,) if set(wanted) & away else ()
        return Scope(tuple(one for one in wanted if one not in away), review)
    left = tuple(one for one in ahead if one not in declined) if declined else ()
    return Scope(left, (BOTH_WAYS,) if busy or (declined and not left) else ())


def _finish(wanted: tuple[str, ...], review: list[str], parts: list[str], ground: Ground) -> Scope:
    if any(one not in ground.ahead for one in wanted):
        review.append(HELD)
    if wanted == ground.ahead and (len(wanted) > 1 or _names_the_rest(parts, ground)):
        wanted = ()
    return Scope(wanted, tuple(dict.fromkeys(review)))


def _names_the_rest(parts: list[str], ground: Ground) -> bool:
    """`Resten af forløbet` where one meeting is left: all that remain, not that one."""
    mentions = [one for part in parts for one in ground.find(part) if one.ids]
    return not any(one.exact for one in mentions) and any(THE_REST.search(one.words) for one in mentions)


def _find_left_out(wished: list[str], absent: set[str], ground: Ground) -> tuple[set[str], set[str]]:
    """Return the meetings that the mail plainly does without, and those on whose day somebody is busy."""
    declined: set[str] = set()
    busy: set[str] = set()
    for sentence in ground.sentences:
        is_asked = sentence.rstrip().endswith("?")
        above: list[Mention] = []
        split = split_parts(sentence)
        wishes_here = any(part in wished for part in split)
        for part in split:
            mentions = ground.find_exact(part) or [one for one in ground.find(part) if _is_some(one, ground)]
            named = mentions or (above if MEANS_THAT.search(fold(part)) else [])
            above = mentions or above
            folded = fold(part)
            if FIRST_FROM.search(folded) and not is_left_out(part):
                continue
            if not named or part in wished or DETERS_NOT.search(folded) or is_partial(folded) or WAS_SO.search(folded):
                continue
            excepted = find_exceptions(part, mentions)
            if is_asked:
                busy |= {one for mention in mentions for one in mention.ids if is_left_out(part)}
            elif excepted and not HAS_VERB.search(folded[: excepted[-1].end]):
                declined |= {one for mention in excepted for one in mention.ids}
            elif _does_without(part):
                declined |= {one for mention in named for one in mention.ids}
            elif is_away(part, absent) or is_left_out(part) or (wishes_here and _is_contrasted(part)):
                busy |= {one for mention in mentions for one in mention.ids}
    return declined & set(ground.ahead), (busy - declined) & set(ground.ahead)


def _is_contrasted(part: str) -> bool:
    """`…, men den 14. september er der budgetseminar`: tell whether a part speaks against a wish, and is none itself."""
    acts = judge_acts(part)
    return CONTRAST.match(part) is not None and max(acts["join"], acts["yes"]) < LEANS


def _is_some(mention: Mention, ground: Ground) -> bool:
    """`De to sidste møder`."""
    return not mention.is_season and set(mention.ids) < set(ground.ahead)


def _does_without(part: str) -> bool:
    """A negation alone is not enough: `vi er mange i Odense, der ikke kender jer`."""
    return is_left_out(part) and max(map(judge_acts(part).__getitem__, ("absent", "refuse", "off"))) >= LEANS


def _find_only_named(ground: Ground) -> set[str]:
    """`Aarhus er for tæt på budgettet, men de to andre`: one is named, and two are the others."""
    named = {one for text in ground.sentences for mention in ground.find(text) if mention.exact for one in mention.ids}
    named &= set(ground.ahead)
    if not any(INSTEAD.search(fold(one)) for one in ground.sentences):
        return set()
    return named if len(named) == 1 and len(ground.ahead) == OTHERS + 1 else set()


def _find_the_one(away: set[str], ground: Ground) -> tuple[str, ...]:
    """Return the only meeting to come that the mail names and does not leave out."""
    texts = (own_subject(ground.mail.subject), *ground.sentences)
    named = {one for text in texts for mention in ground.find(text) if mention.exact for one in mention.ids}
    left = (named & set(ground.ahead)) - away
    return tuple(left) if len(left) == 1 else ()


def _speaks_of_some(wishes: tuple[Signal, ...], parts: list[str], ground: Ground) -> bool:
    """The wish names neither network nor meetings, and another part or sentence speaks of some of the meetings."""
    said = {one.clause.sentence_folded for one in wishes}
    if any(ABOUT_NETWORK.search(one) or re.search(r"\balle\b", one) for one in said):
        return False
    if any(map(ground.find, parts)):
        return False
    beside = [part for one in wishes for part in split_parts(one.clause.sentence_text) if part not in parts]
    others = [one for one in ground.sentences if fold(one) not in said]
    for sentence in dict.fromkeys([*beside, *others]):
        folded = fold(sentence)
        if sentence.endswith("?") or SIDE_CLAUSE.search(folded):
            continue
        if not re.search(r"\bmoede|\bkun\b|\bden \d", folded):
            continue
        exact = [one for one in find_meetings(sentence, ground.network, ground.day) if one.exact]
        ids = {one for mention in exact for one in mention.ids}
        if ids & set(ground.ahead) and ids < set(ground.ahead):
            return True
    return False
