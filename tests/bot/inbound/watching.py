"""What conversations about watches begin with."""

from flows.linkage import commands as do
from flows.linkage.codes import Body
from flows.linkage.items import Standard
from tests.bot.inbound.office import WANG, Office


def with_standard(office: Office) -> str:
    """A project that has ISO 9001 in its register."""
    project_id = office.create()
    item = Standard(id="", number=0, body=Body.ISO, reference="ISO 9001", committee="ISO/TC 176/SC 2", title="Quality")
    office.do(do.RecordStandard(project_id=project_id, item=item), WANG)
    return project_id
