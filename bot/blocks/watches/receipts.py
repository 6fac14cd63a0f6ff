"""What a person has just done to a watch or a hit, confirmed in a sentence."""

from collections.abc import Mapping

from bot.blocks import kit
from bot.blocks.kit import Message, bold, inline, sentences
from bot.blocks.lens import Lens
from bot.blocks.watches import terms
from bot.ids import Act, Ref
from bot.vocabulary import Say
from flows.ports import Receipt
from flows.watches.hits import Verdict
from flows.watches.withdrawing import Fate


def receipt(done: Receipt, lens: Lens) -> Message:
    """With a way back where there is one."""
    say = lens.say
    name = inline(str(done.params.get("name") or ""), 120)
    text = texts(say)[done.command] if done.events else say("Nothing had to change: it is already so.")
    if done.command == "StartWatch" and done.params.get("sources") == 0:
        text = say(
            "The watch has started. It has no source: its hits come from people, with `/liandong hit`, and from files."
        )
    if done.command == "JudgeHit" and done.events:
        text = terms.verdict(Verdict(str(done.params["verdict"])), say)
    if done.command == "ReopenHit" and "deliverable" in done.params:
        text = sentences(text, fates(say)[Fate(str(done.params["deliverable"]))])
    if done.command == "BringHits" and done.events:
        n = int(str(done.params["count"]))
        text = say.plural("{n} hit is added.", "{n} hits are added.", n)
    if done.command in ("ResumeWatch", "EndWatch") and done.params.get("count"):
        n = int(str(done.params["count"]))
        text = sentences(text, say.plural(
            "{n} hit came while it was paused; it comes with the next digest, or at once where it cannot wait.",
            "{n} hits came while it was paused; they come with the next digest, or at once where they cannot wait.", n,
        ))  # fmt: skip
    if done.command == "DropExclusion" and done.events:
        n = int(str(done.params["count"]))
        text = sentences(text, say.plural("{n} hit came back.", "{n} hits came back.", n) if n else "")
    return kit.one_section("\n".join(filter(None, [bold(name), text])), *_undo(done, lens))


def fates(say: Say) -> Mapping[Fate, str]:
    """What became of the deliverable of something that was taken back; where it stays, why, and what to do."""
    return {
        Fate.WITHDRAWN: say("Its deliverable is withdrawn: nobody had worked on it."),
        Fate.WORKED_ON: say("Its deliverable stays, for somebody has worked on it. Say there that it is not needed, "
                            "where it is not."),
        Fate.GATE_OPEN: say("Its deliverable stays while the gate is open: the gatekeepers look at it. Say there that "
                            "it is not needed once the gate is decided or withdrawn."),
        Fate.STAGE_OVER: say("Its deliverable stays: it belongs to a stage that is over, and asks nothing of anybody."),
        Fate.RESTS: say("Its deliverable stays while the project does not go on. Say there that it is not needed once "
                        "it does."),
    }  # fmt: skip


def _undo(done: Receipt, lens: Lens) -> tuple[kit.Block, ...]:
    say, project = lens.say, done.project_id
    if done.command in ("EndWatch", "PauseWatch") and done.events:
        ref = Ref(project_id=project, item_id=str(done.params["watch_id"]))
        return (kit.button(say("Look again"), Act.WATCH_RESUME, ref),)
    if done.command in ("StartWatch", "ChangeWatch"):
        ref = Ref(project_id=project, item_id=str(done.params["watch_id"]))
        return (kit.button(say("Change who, when and how often"), Act.WATCH_RULES, ref),
                kit.button(say("All watches"), Act.WATCHES, Ref(project_id=project)))  # fmt: skip
    if done.command == "JudgeHit" and done.events:
        return (kit.button(say("Take it back"), Act.REOPEN_HIT,
                           Ref(project_id=project, item_id=str(done.params["hit_id"]))),)  # fmt: skip
    return ()


def texts(say: Say) -> Mapping[str, str]:
    """A sentence for every command."""
    return {
        "StartWatch": say("The watch has started. Its sources are read within the next minutes; what they show at the "
                          "first look is taken down and is no news yet."),
        "ChangeWatch": say("The watch is changed."),
        "PauseWatch": say("The watch is paused. What it finds meanwhile is kept, and told once it looks again. Only "
                          "what law and rules do not let wait still comes: bad news about our own patents, and times "
                          "to oppose or to name patents."),
        "ResumeWatch": say("The watch looks again."),
        "EndWatch": say("The watch has ended."),
        "BringHits": say("The hits are added."),
        "JudgeHit": say("The hit is answered."),
        "ReopenHit": say("The verdict is taken back. The hit waits for an answer again."),
        "Exclude": say("It is not told any more."),
        "DropExclusion": say("It is told again."),
    }  # fmt: skip
