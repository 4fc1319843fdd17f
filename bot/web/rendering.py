"""Pages from templates and words; every refusal in the shape that its reader expects."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.web.wording import LANGUAGES, load_words

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.messages import Language
    from bot.web.wording import Words

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE: Language = "vi"
COOKIE = "thidua_lang"
COOKIE_SECONDS = 365 * 24 * 3600
PATHS_OF_PROGRAMS = ("/api/", "/healthz")


def choose_language(request: Request) -> Language:
    """Give the language of the interface: asked for in the address, else remembered, else Vietnamese."""
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        for language in LANGUAGES:
            if wish == language:
                return language
    return DEFAULT_LANGUAGE


class Pages:
    """The templates, with the words of every language."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.words = load_words(folder / "words")
        self._templates = Environment(
            loader=FileSystemLoader(folder / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def words_for(self, request: Request) -> Words:
        """Give the words of the interface in the language of the request."""
        return self.words[choose_language(request)]

    def render(self, request: Request, name: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """Render a page in the language of the request; a language that was asked for is remembered."""
        language = choose_language(request)
        page = self._templates.get_template(f"{name}.html").render(
            words=self.words[language], language=language, switch=_switch(request, language), **values
        )
        response = HTMLResponse(page, status)
        if request.query_params.get("lang") == language:
            response.set_cookie(COOKIE, language, max_age=COOKIE_SECONDS, httponly=True, samesite="strict")
        return response

    def refuse(self, request: Request, status: int, word: str, reference: str = "") -> Response:
        """Say in one line what is wrong: JSON for a program, a page for a person."""
        line = self.words_for(request)["errors"][word].format(reference=reference)
        return self.tell(request, status, line)

    def tell(self, request: Request, status: int, line: str) -> Response:
        """Say one line: JSON for a program, a page for a person."""
        if request.url.path.startswith(PATHS_OF_PROGRAMS):
            return JSONResponse({"error": line}, status)
        return self.render(request, "error", status=status, line=line)


def _switch(request: Request, language: Language) -> str:
    """Give the query that shows the same page in the other language."""
    (other,) = (each for each in LANGUAGES if each != language)
    return f"?{request.url.include_query_params(lang=other).query}"
