"""The page of the interface: Swagger UI with nothing from elsewhere, so that it works where the net does not reach.

Its files are those that fastapi-offline carries; the page and its few lines of script are here, as the policy of the
page lets no script stand in it.
"""

from __future__ import annotations

from importlib.resources import files

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

# Addresses are relative, so that they hold wherever a proxy puts the service.
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nghiavu: the interface</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/files/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="docs/files/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script></body></html>
"""
START = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  filter: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
"""

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def _page() -> HTMLResponse:
    return HTMLResponse(PAGE)


@router.get("/docs/start.js")
def _start() -> Response:
    return Response(START, media_type="text/javascript")


def install(app: FastAPI) -> None:
    """Serve the page at /docs."""
    app.include_router(router)
    with_files = StaticFiles(directory=str(files("fastapi_offline") / "static"))
    app.mount("/docs/files", with_files, name="docs")
