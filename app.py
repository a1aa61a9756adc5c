"""The site. `streamlit run app.py` (or any ASGI server) finds `app` here; each visit then runs this file again to draw a page."""

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import frame, routes
from pages.parts.compressed import Compressed

if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(
        __file__,
        routes=routes.ROUTES,
        middleware=[Middleware(Compressed)],
        on_script_error=frame.failed,
    )
else:
    frame.draw()
