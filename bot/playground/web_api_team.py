"""Web API: who am I, the team, the app's connection."""

from .calls import Call, Method
from .trouble import ApiError, Json


def api_test(call: Call) -> Json:
    if error := call.text("error"):
        raise ApiError(error)
    return {"args": call.args}


def auth_test(call: Call) -> Json:
    workspace = call.world.workspace
    return {
        "url": f"{call.world.base_url}/",
        "team": workspace.name,
        "user": workspace.app.name,
        "team_id": workspace.team_id,
        "user_id": workspace.app.user_id,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(call: Call) -> Json:
    if call.flag("test"):
        return {"revoked": False}
    call.world.token_revoked = True
    return {"revoked": True}


def connections_open(call: Call) -> Json:
    ticket = call.world.sockets.ticket()
    host = call.world.base_url.removeprefix("http://")
    return {"url": f"ws://{host}/link?ticket={ticket}&app_id={call.world.workspace.app.app_id}"}


def team_info(call: Call) -> Json:
    workspace = call.world.workspace
    icon = {"image_34": f"{call.world.base_url}/icon.svg", "image_default": True}
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.name,
            "domain": workspace.domain,
            "url": f"{call.world.base_url}/",
            "email_domain": "example.com",
            "icon": icon,
        }
    }


def bots_info(call: Call) -> Json:
    app = call.world.workspace.app
    if call.text("bot") not in ("", app.bot_id):
        raise ApiError("bot_not_found")
    icons = {"image_36": f"{call.world.base_url}/icon.svg"}
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": False,
            "name": app.real_name,
            "updated": call.world.now_seconds(),
            "app_id": app.app_id,
            "user_id": app.user_id,
            "icons": icons,
        }
    }


METHODS = {
    "api.test": Method(api_test, token="none"),  # noqa: S106  # a kind of token
    "auth.test": Method(auth_test),
    "auth.revoke": Method(auth_revoke),
    "apps.connections.open": Method(connections_open, token="app"),  # noqa: S106  # a kind of token
    "team.info": Method(team_info, "team:read"),
    "bots.info": Method(bots_info, "users:read"),
}
