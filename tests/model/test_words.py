"""Which words are verbs, how names are split, and what makes a name verb-first."""

import re

import pytest

from mcp_lintel.model import words
from mcp_lintel.model.words import is_plain_verb, is_verb, leading_verb, split_name, starts_with_verb


def listed(text: str) -> list[str]:
    return text.split()


VERBS = listed("""
create get list update delete search execute trigger validate export import add remove fetch read write set send find
query run test check upsert sync deploy rollback grep ping setup subscribe unsubscribe scrape crawl summarize summarise
analyze analyse normalise visualize serialize classify vectorize move copy rename upload download convert translate
approve assign cancel close configure connect count describe disable edit enable explain extract filter generate
index inspect install invoke kill launch lock log login look mark merge monitor navigate open parse pause play post
predict publish purge push query rank record refresh register reject replace reply report request reset resolve restart
resume retry review revoke rotate save scan schedule select share sort start stop store submit suggest summarize
take terminate trace track transfer transition verify view wait watch
""")

NOUNS = listed("""
dbsize filesize
weather tool status user profile server document file table note message order email item data info config assignment
pipeline client database time date name prize size metric history details stats summary analysis address phone image
text voice video audio schema template certificate candidate climate state model agent session expert customer account
invoice product page comment thread channel project repository branch issue ticket chart cost credit
""")


@pytest.mark.parametrize("word", VERBS)
def test_a_verb_is_a_verb(word: str) -> None:
    assert is_verb(word)


@pytest.mark.parametrize("word", NOUNS)
def test_a_noun_is_not_a_verb_because_it_could_be_one(word: str) -> None:
    assert not is_verb(word)


@pytest.mark.parametrize("word", ["schedule", "build", "log", "query", "audit", "forecast"])
def test_a_word_that_is_a_noun_as_often_says_nothing_alone(word: str) -> None:
    assert is_verb(word)
    assert not is_plain_verb(word)
    assert not starts_with_verb((word,))


@pytest.mark.parametrize(
    "name",
    listed("""
    query_database test_connection create_release search_logs get_user_profile check_status list_results run_analysis
    set_up_project setup_project sync_calendar grep_files ping_host rollback_migration batch_create_issues
    bulk_delete_users schedule_meeting store_memory log_event index_document export_statistics review_code
    measure_latency list_open_assignments open_file
    """),
)
def test_a_name_that_starts_with_a_verb(name: str) -> None:
    assert starts_with_verb(split_name(name))


@pytest.mark.parametrize(
    "name",
    listed("""
    weather_forecast user_profile server_status document_count query_history log_level build_status index_stats
    schedule_details backup_info search_results test_results sync_status text_to_audio client_list get expire set_up
    batch_update hybrid_search issue_create is_running order_status open_assignment_list release_notes
    """),
)
def test_a_name_that_does_not(name: str) -> None:
    assert not starts_with_verb(split_name(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("get_user", "get user"),
        ("getUser", "get user"),
        ("get-user", "get user"),
        ("getHTMLPage", "get html page"),
        ("fetchURLs", "fetch urls"),
        ("generate_3d", "generate 3d"),
        ("create_order_v2", "create order"),
        ("shop.orders.create_order", "create order"),
        ("shop__create_order", "create order"),
        ("_create_order_", "create order"),
        ("v2", "v2"),
        ("größe_ändern", "größe ändern"),
        ("", ""),
        ("__", ""),
    ],
)
def test_a_name_is_split_into_words(name: str, expected: str) -> None:
    assert split_name(name) == tuple(expected.split())


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("delete_order", "delete"),
        ("jira_delete_issue", "delete"),
        ("user_delete", "delete"),
        ("jira_batch_create_issues", "create"),
        ("get_update_history", "get"),
        ("pipeline_trigger_status", "trigger"),
        ("server_status", ""),
        ("purge", "purge"),
    ],
)
def test_the_verb_a_name_acts_by(name: str, verb: str) -> None:
    assert leading_verb(split_name(name)) == verb


def test_the_lists_are_in_order_and_say_nothing_twice() -> None:
    with open(words.__file__, encoding="utf-8") as file:
        lists = re.findall(r'_words\(\n    """\n(.*?)"""', file.read(), re.DOTALL)
    assert len(lists) == 4
    for text in lists:
        assert text.split() == sorted(set(text.split()))
    assert not words.VERBS & words.VERBS_OR_NOUNS
    assert len(words.VERBS) > 400
