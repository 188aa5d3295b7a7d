"""Two sentences → how alike they are: pairs of Hangul syllables and English words, weighted by how rare they are in the phrasings of the questions."""

import calendar
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from kb.korean.text import fold, loose_key
from kb.query.catalog import Query, catalog
from kb.query.lexicon import SCHEMES, SLOT
from kb.vocabulary import scheme

_DENIAL = re.compile(r"없|않|아니|(?<![가-힣])(?:못|안)\s|밖|\b(?:no|not|none|nobody|nothing|without|never|lack|lacks|besides|outside|uncited|unowned)\b", re.I)
# Words that only ask where a sentence stands alone, and tell one question from another.
_TELLING = frozenset(("관한", "대한", "관련", "있는", "없는", "모두", "전부"))
# Particles and the commonest verbal endings, the longest first.
_ENDING_WORDS = (
    "으로 에서 에게 까지 부터 마다 처럼 보다 이나 이고 인가요 인가 인지 이야 이에요 예요 입니까 습니까 합니까 했나요 했나 "
    "하나요 하는가 하는지 했는가 되는가 되었는가 되었나요 되었나 됐나 하는 하고 하여 해야 하기 하면 한다 했 하나 한 할 된 "
    "되는 될 이냐 은가 는가 는지 었나 었는가 었어 있어 야 냐 니 지 요 은 는 이 가 을 를 의 에 와 과 로 도 만 "
)
_ENDINGS = re.compile(f"(?:{'|'.join(_ENDING_WORDS.split())})$")
# How words end that say, ask or count, and name nothing.
VERBAL = re.compile(r"(?:야|어|아|요|까|해|한|할|인|는|던|은|게|대해|번에|라고)$")
# Words that only ask.
ASKING = frozenset((
    "무엇", "무엇인가", "무엇이", "어디", "어디인가", "누가", "누구", "언제", "어떤", "얼마", "얼마나", "모두",
    "전부", "지금", "현재", "그리고", "관한", "대한", "관련", "있는", "없는", "있나", "목록",
))
POLITE = re.compile(r"알려\s*(?:줘|주세요|주십시오)|보여\s*(?:줘|주세요)|말해\s*(?:줘|주세요)|찾아\s*(?:줘|주세요)|궁금합니다|"
                     r"(?:뭐|무엇|뭔)(?:인가|인지|야|예요|가요|입니까|죠|지)|(?:있|인|한|했|하|되|됐|었|였)?(?:나요|는가요|ㄴ가요|습니까|나\?)|좀")
# English words that ask or say when, and name nothing.
MEANINGLESS = frozenset((
    "what", "which", "when", "where", "whose", "until", "there", "about", "with", "from", "this", "that", "these", "those", "they", "them", "their", "show", "list", "tell", "give", "many",
    "much", "have", "does", "were", "been", "will", "into", "than", "each", "every", "some", "please", *(month.lower() for month in calendar.month_name[1:]),
))
_STOP = frozenset(("the", "a", "an", "of", "is", "are", "was", "were", "do", "does", "did", "to", "in", "on", "and", "me", "there", "it", "its", "be", "has", "have", "please"))


@cache
def phrasings() -> tuple[tuple[Query, Mapping[str, float], frozenset[str], bool], ...]:
    """Every phrasing as weighted features, with the slots that it has, and whether it asks for what is not."""
    return tuple((query, _features(re.sub(r"\{\w+\}", SLOT, phrasing)), frozenset(re.findall(r"\{(\w+)\}", phrasing)), denies(phrasing))
                 for query in catalog().values() for phrasing in query.phrasings)


def denies(text: str) -> bool:
    """Whether a sentence asks for what is not: what has a budget is no answer to what has none."""
    return bool(_DENIAL.search(fold(text)))


@cache
def _rarity() -> Mapping[str, float]:
    held: dict[str, set[str]] = defaultdict(set)
    for query in catalog().values():
        for phrasing in query.phrasings:
            for feature in _features(re.sub(r"\{\w+\}", SLOT, phrasing)):
                held[feature].add(query.name)
    return {feature: math.log(1 + len(catalog()) / len(names)) for feature, names in held.items()}


def _features(text: str) -> Counter[str]:
    """Pairs of Hangul syllables, and Latin words without the commonest."""
    return hangul(text) + latin(text)


def hangul(text: str) -> Counter[str]:
    """Pairs of neighbouring Hangul syllables inside words, their endings and the words that only ask aside; and short stems whole."""
    found: Counter[str] = Counter()
    for word in re.findall(r"[가-힣]+", POLITE.sub(" ", fold(text))):
        bare = root(word)
        if not bare or bare in ASKING - _TELLING:
            continue
        found.update(bare[index:index + 2] for index in range(len(bare) - 1))
        if len(bare) <= 2:
            found[f"={bare}"] += 1
    return found


def root(word: str) -> str:
    """A Korean word without particles and the commonest verbal endings; a word that is nothing else is empty."""
    before = ""
    while word != before:
        before = word
        word = _ENDINGS.sub("", word)
    return word


def latin(text: str) -> Counter[str]:
    """Words without the commonest, and pairs of them; where a name stands among them counts, too: what depends on it is not what it depends on."""
    plain = re.sub(rf"[가-힣{SLOT}][가-힣{SLOT}\d\s「」()·.,]*", f" {SLOT} ", fold(text).lower())
    words = [stem(word) for word in re.findall(rf"[a-z]+(?:-[a-z]+)*|{SLOT}", plain) if word not in _STOP]
    return Counter([*(word for word in words if word != SLOT), *(f"{one} {other}" for one, other in pairwise(words) if (one, other) != (SLOT, SLOT))])


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """How alike two sentences are, from 0 to 1, each feature weighted by how rare it is."""
    rarity = _rarity()
    common = sum(rarity.get(feature, 0.0) ** 2 for feature in one if feature in other)
    if not common:
        return 0.0
    # A word that no phrasing knows still counts against the likeness, though less than a rare known one.
    length = math.sqrt(sum(rarity.get(feature, 1.5) ** 2 for feature in one)) * math.sqrt(sum(rarity.get(feature, 1.5) ** 2 for feature in other))
    return common / length if length else 0.0


def unknown(text: str, rest: str) -> list[str]:
    """Words of three or more syllables that name nothing in the base, and that no question and no scheme uses."""
    left = {word for word in re.findall(r"[가-힣]{3,}", fold(text)) if loose_key(word) in rest.replace(SLOT, " ")}
    return sorted(word for word in left if not any(pair in _pairs() for pair in pairwise(word)))


def strange(text: str) -> set[str]:
    """English words of four or more letters that no question uses."""
    words = set(re.findall(r"[a-z]{4,}", fold(text).lower()))
    return {word for word in words - _STOP if stem(word) not in _english()}


@cache
def _english() -> frozenset[str]:
    """The English words of all phrasings, and of states, kinds and fields."""
    texts = [phrasing for query in catalog().values() for phrasing in query.phrasings]
    texts += [word for name in (*SCHEMES, "area") for concept in scheme(name).concepts.values() for word in (concept.english, *concept.variants)]
    return frozenset(stem(word) for text in texts for word in re.findall(r"[a-z]+", text.lower())) | frozenset(month.lower() for month in calendar.month_name[1:])


def stem(word: str) -> str:
    """An English word without its commonest endings."""
    return re.sub(r"(?<=\w{3})(?:s|ed|ing)$", "", word)


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Pairs of syllables in the phrasings and in the words of states and categories."""
    words = [phrasing for query in catalog().values() for phrasing in query.phrasings]
    words += [word for name in SCHEMES for concept in scheme(name).concepts.values() for word in concept.words]
    return frozenset(pair for text in words for run in re.findall(r"[가-힣]+", text) for pair in pairwise(run))
