"""What the rules of DOMAIN.md section 4 mean for people, and what would lift them. Flags, never legal advice.

Rules of dates have their titles in the rules' own data (``Lens.rule``); here stand the ones that judge.
"""

from bot.vocabulary import Say


def disclaimer(say: Say) -> str:
    return say("A flag for a named professional, not legal advice.")


def meaning(rule: str, say: Say) -> str:
    """One plain sentence; empty text for a rule without words here."""
    return (_outgoing(say) | _promises(say) | _use(say)).get(rule, "")


def _outgoing(say: Say) -> dict[str, str]:
    return {
        "R01": say("This would show the invention to outsiders before a patent application protects it: what is "
                   "public first is no longer new."),
        "R01a": say("A standards body is no safe place: what is uploaded there is public on the day of the upload, "
                    "not on the day of the meeting."),
        "R01b": say("The server of the body records the moment of the upload, and that moment counts."),
        "R01c": say("A closed group of a body is judged case by case. Treat it as public."),
        "R01d": say("Marking it confidential does not help: IEEE refuses submissions with such a mark."),
        "R01e": say("The filing is very close to the day it goes out. File at least one working day earlier."),
        "R02": say("Outsiders without a duty of confidentiality would read it: another company or guests in the "
                   "channel, or people without an agreement."),
        "R03": say("It counts as public as soon as outsiders could get it, whether or not anybody looks."),
        "R04": say("The invention was finished in China: before a filing abroad it needs the secrecy review, else "
                   "there is no Chinese patent."),
        "L3": say("The order of filing and contribution is wrong or unknown."),
    }  # fmt: skip


def happened(rule: str, say: Say) -> str:
    """The same of something that is out already; empty text where it reads the same then."""
    return {
        "R01": say("It went out before a patent application protected the invention: what is public first is no longer "
                   "new."),
        "R01a": say("It was uploaded to a standards body before the filing, and has been public since that day."),
        "R02": say("People without a duty of confidentiality got it before the filing."),
    }.get(rule, "")  # fmt: skip


def _promises(say: Say) -> dict[str, str]:
    return {
        "R20": say("A contribution touches your own patent and the body has not been told. Disclose it as soon as "
                   "you can; the next contribution waits for it."),
        "R21": say("A draft for approval needs option (1) or (2) on file for every known essential patent."),
        "R22": say("This standard refers to another one that involves patents: a new declaration may be needed."),
        "R23": say("A declaration can only be replaced by one that promises more."),
        "R24": say("A declared patent is being sold: the buyer must be bound to the promise and told of it."),
        "R25": say("An exclusion window of W3C is open. After it, nothing can be excluded any more."),
        "R26": say("Silence has a price: disclose applications too, and contributions that were rejected or "
                   "withdrawn."),
        "R27": say("Whoever reads a patent in an alert knows it from then on. Restrict who does, and record it."),
        "R35": say("With a promise of fair terms, courts rarely stop a user who is not clearly at fault."),
        "R36": say("A standard must not be used to keep competitors out."),
        "R37": say("A group or enterprise standard must not fall below the mandatory national requirements."),
        "R38": say("A standard is to be reviewed within five years."),
        "R39": say("Committee drafts and ballot comments belong in private channels only."),
    }  # fmt: skip


def _use(say: Say) -> dict[str, str]:
    return {
        "R17": say("A utility model filed on the same day must be declared at filing, else one of the two may be "
                   "refused."),
        "R30": say("A licence is to be recorded at the patent office within three months of its effect."),
        "R31": say("While an open licence stands there can be no exclusive one on the same patent."),
        "R32": say("The owners have no written terms: without them each may use and license it alone."),
        "R33": say("Inventors are owed a reward within three months of the grant."),
        "R34": say("Inventors are owed their share of what the patent earns."),
    }  # fmt: skip


def lift(code: str, say: Say) -> str:
    """What would lift a finding; the code's own words where there are no better ones."""
    lifts = {
        "file_first": say("File a patent application first, and record it"),
        "move_date": say("Let it go out on a later day"),
        "not_patent_relevant": say("Write down why the feature needs no filing"),
        "secrecy_review": say("Get the secrecy review done, and record its day"),
        "nda": say("Reach only people under a confidentiality agreement"),
        "private_channel": say("Use a private channel without outsiders"),
        "declare": say("Disclose the patent to the body, and record the declaration"),
        "remove_mark": say("Take the confidentiality mark off"),
        "override": say("Let it out on purpose, with a recorded reason"),
        "drop_feature": say("Leave the feature out"),
        "record_terms": say("Record the terms the owners agreed on"),
        "bind_buyer": say("Bind the buyer to the promise, and record it"),
        "recheck": say("Look at the claim chart again"),
        "decide": say("Decide, and record it"),
        "record_licence": say("Have the licence recorded at the patent office, and record the day"),
        "record_reader": say("Record who has read it"),
        "pay_reward": say("Pay it, and record the day"),
        "review_standard": say("Review the standard, and record the day"),
        "name_features": say("Say which features it shows"),
        "ask_patent_lead": say("Ask the patent lead"),
    }
    return lifts.get(code) or code.replace("_", " ")
