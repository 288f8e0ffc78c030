"""The words of a tool's name: how a name is split, and which words are verbs in the imperative.

The verbs are a curated list, not a dictionary: a noun is not a verb because it could be one. Words that head a name as
the thing spoken of (`document`, `file`, `message`, `user`) are left out; where both uses are common, the word counts as
a verb only when something follows that does not make a noun of the whole (`query_database`, not `query_history`).
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words(
    """
    abort accept acknowledge acquire activate adapt add adjust advance aggregate align allocate allow
    alter amend analyse analyze annotate answer append apply appraise approve arrange ask assemble assert
    assess assign associate attach attempt authenticate authorise authorize autocomplete await ban begin
    bind bookmark boot bring browse calculate call cancel categorise categorize change check choose
    classify clean clear clone close collapse collect combine compact compare compile complete compose
    compress compute concatenate configure confirm connect construct consume continue convert copy correct
    correlate count crawl create crop debug decide declare decline decode decompile decompress decrease
    decrement decrypt dedupe deduplicate defer define delete deliver demote deny deploy deprecate derive
    describe deselect destroy detach detect determine develop diagnose diff disable disassemble
    disassociate discard disconnect discover dismiss dispatch display divide do download drag draw drop
    echo edit elaborate elicit embed emphasize enable encode encrypt enforce enhance enqueue enrich enrol
    enroll ensure enter enumerate erase escalate establish estimate eval evaluate examine exclude exec
    execute exit expand expire explain explore export extend extract fail fetch fill filter finalise
    finalize find finish fix flag flatten flip flush follow force forget fork format freeze fuse fuzz
    gather generate geocode get give go grab grep guess halt handle help hide highlight hold hover
    identify ignore illustrate implement import improve incorporate increment infer inflate inform ingest
    inherit init initialise initialize initiate inject insert inspect install instantiate instruct
    integrate interact interpolate interpret interrupt introspect invalidate invert invest investigate
    invite invoke isolate iterate join jump keep kick kill launch learn leave lend let list listen load
    localise localize locate look lookup lower maintain make manage manipulate mark match materialise
    materialize maximise maximize measure memorise memorize mention merge migrate minify minimise minimize
    mint mirror mock moderate modify monitor mount move multiply mutate mute navigate negotiate normalise
    normalize notify nudge obfuscate observe obtain omit onboard operate optimise optimize orchestrate
    organise organize overwrite paginate parse paste patch pause pay peek perform permit persist pick pin
    ping play plot poll populate post postpone predict prefetch prepare prepend press prevent preview
    print prioritise prioritize probe proceed produce promote propagate propose protect prove provide
    provision prune publish pull purchase purge push put quit raise read reassign rebase rebuild receive
    recognise recognize recommend recompile recompute reconcile reconfigure reconnect reconstruct recover
    recreate redact redeem redeploy redo reduce refactor refer refine reflect reformat refresh refuse
    regenerate register reindex reinstall reject relate relaunch reload relocate remember remind remove
    rename render renew reopen reorder reorganise reorganize repeat rephrase replace replay replicate
    reply report reproduce require rerank reroute rerun reschedule reset resize resolve respond restart
    restore restrict resubmit retract retrain retrieve retry reuse reveal reverse revert revise revoke
    rewind rewrite rotate run sanitise sanitize save scaffold scrape search secure seek select sell send
    separate serialise serialize serve set shorten show shuffle shut sign simplify simulate skip sleep
    solve sort spawn specify spell stitch stop strip subdivide submit subscribe substitute subtract
    suggest summarise summarize suppress suspend swap swipe switch synchronise synchronize synthesise
    synthesize take tap teach tell terminate test think throttle tidy toggle tokenise tokenize touch track
    transact transcode transcribe transform translate transpile transpose traverse treat trigger trim
    troubleshoot truncate try tune unarchive unassign unban unblock uncheck undelete undeploy understand
    undo unfollow unfreeze ungroup uninstall unlink unload unlock unmount unmute unpack unpause unpin
    unpublish unregister unset unshare unstage unstar unsubscribe untag unwatch unzip update upgrade
    upload upsert use vacuum validate vectorise vectorize verify view visit visualise visualize wait wake
    walk warn watch weigh wipe withdraw wrap write yank zip zoom
    """
)
"""Words that start a tool's name as a verb whatever follows."""

VERBS_OR_NOUNS = _words(
    """
    archive audit backup block book build bump buy cache capture chat checkout claim cleanup click commit
    control delegate design draft dump duplicate end focus forecast forward grade grant hash increase
    index label link lint lock log login logout map offer open outline override pack paint plan process
    query queue rank rate recall record redirect refund release repair request research resume return
    review roll rollback round route sample scale scan schedule score screen screenshot scroll seed setup
    share shift ship shutdown signup slice snapshot split stage star start stash store stream sum supply
    support sync tag tail trace trade train transfer transition trash turn tweet type vote
    """
)
"""Words that are a verb unless they stand alone or one of `NOUN_HEADS` ends the name."""

NOUN_HEADS = _words(
    """
    analysis analytics contention count counts detail details diagnostics duration effectiveness entry
    health history id ids improvements info information latency length level levels limit limits list
    manager name optimizer overview percentage performance period price prices rate recommendations
    scheduler size sizes statistics stats status suggestions summary total totals type types usage waits
    """
)
"""Last words that make a noun of a name: `log_level`, `build_status`, `index_usage_statistics`."""

COMPOUNDS = _words(
    """
    build_results call_count call_history change_history change_log change_summary check_result
    check_results diff_stats download_url end_date end_time filter_list follow_count import_history
    load_average load_time match_history match_result match_results move_history play_count post_count
    press_release process_list query_result query_results read_count release_notes run_count run_details
    run_history run_id run_info run_list run_result run_results run_status scan_result scan_results
    search_engine search_engines search_result search_results search_statistics search_stats set_list
    skip_count sort_order start_date start_page start_point start_time test_coverage test_details
    test_history test_name test_result test_results test_status test_summary update_count update_history
    """
)
"""Whole names that are nouns although their first word is a verb elsewhere."""

MODIFIERS = _words("batch bulk")
"""Words that may stand before the verb and say how it is done: `batch_create_issues`."""

_VERB_ENDINGS = ("ify", "ize", "yze")
_NOT_VERBS = ("prize", "size")
_NAMESPACE = re.compile(r"[./:]|__+")
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+")
_VERSION = re.compile(r"v[0-9]+")


def is_verb(word: str) -> bool:
    """Can this word (lower case) be the verb of a tool's name? Words in -ize and -ify are, listed or not."""
    return word in VERBS_OR_NOUNS or is_plain_verb(word)


def is_plain_verb(word: str) -> bool:
    """Is this word a verb in any company, so that alone it says what is done?"""
    return word in VERBS or (len(word) > 5 and word.endswith(_VERB_ENDINGS) and not word.endswith(_NOT_VERBS))


def starts_with_verb(words: tuple[str, ...]) -> bool:
    """Do these words start with a verb that has something after it?

    A verb may follow one of `MODIFIERS`; a word that is a noun as often counts only where the whole name is
    not a noun; `set_up` is one verb of two words.
    """
    if len(words) > 2 and words[0] in MODIFIERS and is_verb(words[1]):
        words = words[1:]
    if words[:2] == ("set", "up"):
        return len(words) > 2
    if len(words) < 2 or not is_verb(words[0]) or "_".join(words) in COMPOUNDS:
        return False
    return is_plain_verb(words[0]) or words[-1] not in NOUN_HEADS


def leading_verb(words: tuple[str, ...]) -> str:
    """The verb a name acts by, looked for behind prefixes too (`jira_delete_issue`, `user_delete`), or ""."""
    for index in range(len(words)):
        rest = words[index:]
        if starts_with_verb(rest):
            return rest[1] if rest[0] in MODIFIERS and is_verb(rest[1]) else rest[0]
    return words[-1] if words and is_plain_verb(words[-1]) else ""


def split_name(name: str) -> tuple[str, ...]:
    """A name as lower-case words, without a namespace (`.`, `/`, `:`, `__`) before or a version after them.

    Underscores, dashes and capitals part words (`getHTMLPage` is get, html, page); digits stay in place.
    """
    named = [part for part in _NAMESPACE.split(name) if part.strip("_- ")]
    tokens = _TOKEN.findall(named[-1]) if named else []
    words = [word.lower() for token in tokens for word in (_WORD.findall(token) if token.isascii() else [token])]
    while len(words) > 1 and _VERSION.fullmatch(words[-1]):
        words.pop()
    return tuple(words)
