"""What the demo projects are called and who is on them: invented, realistic, three in each language."""

from dataclasses import dataclass

from flows.names import Role

LIN, CHEN, ZHAO, WANG = "U0LIN", "U0CHEN", "U0ZHAO", "U0WANG"
EMMA, RAJ, SOFIA, LIU = "U0EMMA", "U0RAJ", "U0SOFIA", "U0LIU"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProject:
    """``strand_states`` are codes for technology, patent, standard. ``at_the_gate`` leaves a gate open for votes,
    ``has_register`` fills the linkage register."""

    name: str
    summary: str
    locale: str
    lead: str
    channel: str
    confidentiality: str
    strand_states: tuple[str, str, str]
    note: str
    evidence: str
    at_the_gate: bool = False
    has_register: bool = False

    def roles(self) -> tuple[tuple[Role, tuple[str, ...]], ...]:
        """Everybody's role; the same crew carries every demo project."""
        return (
            (Role.LEAD, (self.lead,)),
            (Role.TECHNOLOGY, (CHEN,)),
            (Role.PATENT, (ZHAO,)),
            (Role.STANDARD, (WANG,)),
            (Role.BUSINESS, (RAJ,)),
            (Role.LEGAL, (SOFIA,)),
            (Role.STEERING, (EMMA, LIU)),
        )


DEMO_PROJECTS = (
    DemoProject(
        name="固态电池界面阻抗快速检测",
        summary="十分钟内测出固态电池界面阻抗，替代目前需要一天的方法；现有标准没有快速检测的规定。",
        locale="zh_CN",
        lead=LIN,
        channel="C0BATTERY",
        confidentiality="members",
        strand_states=("trl2", "disclosed", "none"),
        note="材料已齐，请审议。",
        evidence="《{title}》已完成，见链接。",
    ),
    DemoProject(
        name="Islanding detection for vehicle-to-grid chargers",
        summary="Detect a grid island within 80 ms from the charger alone. Draft text for the charging standard opens next spring.",
        locale="en",
        lead=RAJ,
        channel="",
        confidentiality="restricted",
        strand_states=("trl3", "searching", "preliminary"),
        note="All evidence is attached.",
        evidence="{title}: finished, see the link.",
        at_the_gate=True,
    ),
    DemoProject(
        name="毫米波雷达抗干扰波形",
        summary="车载雷达在拥堵道路上互不干扰的波形；目标是进入团体标准，再升级为国家标准。",
        locale="zh_CN",
        lead=LIN,
        channel="C0RADAR",
        confidentiality="members",
        strand_states=("trl4", "drafting", "proposal"),
        note="联动计划中没有先提案后申请的冲突。",
        evidence="《{title}》已完成，见链接。",
        has_register=True,
    ),
    DemoProject(
        name="Charging handshake for heavy trucks",
        summary="A handshake that lets any truck charge at any depot in under three seconds, proposed to the working group.",
        locale="en",
        lead=RAJ,
        channel="C0GENERAL",
        confidentiality="open",
        strand_states=("trl5", "filed", "drafting"),
        note="All evidence is attached.",
        evidence="{title}: finished, see the link.",
    ),
    DemoProject(
        name="水下光通信信道编码",
        summary="浑浊水域中十倍距离的光通信编码，标准已发布，正在推广应用和许可。",
        locale="zh_CN",
        lead=WANG,
        channel="",
        confidentiality="members",
        strand_states=("trl7", "granted", "published"),
        note="材料已齐，请审议。",
        evidence="《{title}》已完成，见链接。",
    ),
    DemoProject(
        name="Acoustic leak finder for hydrogen pipes",
        summary="Hears a pinhole leak at forty metres. In use at two operators; the test method is a published standard.",
        locale="en",
        lead=RAJ,
        channel="",
        confidentiality="members",
        strand_states=("trl9", "granted", "published"),
        note="All evidence is attached.",
        evidence="{title}: finished, see the link.",
    ),
)
