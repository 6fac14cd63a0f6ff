"""Web API: modals and App Homes."""

from .answers import tell_views
from .calls import Call, Method
from .strictness import check_view
from .trouble import ApiError, Json
from .views import View


def open_view(call: Call) -> Json:
    body = _body(call, "modal")
    trigger = call.world.permissions.redeem(_trigger_id(call), call.world.rules)
    view = call.world.screens.open(trigger.user, body)
    return _shown(call, view)


def push_view(call: Call) -> Json:
    """Only on top of a modal that is open, from an interaction in one."""
    body = _body(call, "modal")
    trigger = call.world.permissions.redeem(_trigger_id(call), call.world.rules)
    if not trigger.view_id or not call.world.screens.stack(trigger.user):
        raise ApiError("invalid_trigger_id", ["[ERROR] views.push needs the trigger of an open modal"])
    view = call.world.screens.push(trigger.user, body)
    return _shown(call, view)


def update_view(call: Call) -> Json:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not (view_id or external_id):
        raise ApiError("invalid_arguments", ["[ERROR] view_id or external_id is required"])
    view = call.world.screens.find(view_id, external_id)
    if view is None:
        raise ApiError("not_found")
    body = _body(call, "modal" if view.is_modal else "home")
    call.world.screens.update(view, body, call.text("hash"))
    return _shown(call, view)


def publish_view(call: Call) -> Json:
    if not call.world.rules.home_tab:
        raise ApiError("not_enabled")
    body = _body(call, "home")
    member = call.world.workspace.members.get(call.required("user_id"))
    if member is None or member.is_bot or member.deleted:
        raise ApiError("user_not_found")
    home = call.world.screens.publish(member.id, body, call.text("hash"))
    return _shown(call, home)


def _trigger_id(call: Call) -> str:
    trigger_id = call.text("trigger_id") or call.text("interactivity_pointer")
    if not trigger_id:
        raise ApiError("invalid_arguments", ["[ERROR] missing required field: trigger_id"])
    return trigger_id


def _body(call: Call, kind: str) -> Json:
    """The checked view. Raises ApiError with the path of each problem."""
    body = call.decoded("view")
    if not isinstance(body, dict):
        raise ApiError("invalid_arguments", ["[ERROR] missing required field: view"])
    if body.get("type") != kind:
        raise ApiError("invalid_arguments", [f"[ERROR] a view of type {kind} is needed [json-pointer:/view/type]"])
    code, problems = check_view(body)
    if code:
        raise ApiError(code, problems)
    return body


def _shown(call: Call, view: View) -> Json:
    shown = view.as_json(call.world.workspace.app_facts())
    if view.is_modal:
        tell_views(call.world, view.user)
    else:
        call.world.streams.tell_one(view.user, {"type": "home", "view": shown})
    return {"view": shown}


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push_view),
    "views.update": Method(update_view),
    "views.publish": Method(publish_view),
}
