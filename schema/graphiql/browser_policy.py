"""What a browser may do with the GraphiQL page and its files."""

from types import MappingProxyType

# Styles alone need 'unsafe-inline': Monaco, the editor inside GraphiQL, writes <style> elements and style
# attributes at run time and offers no nonce. Scripts need neither 'unsafe-inline' nor 'unsafe-eval'.
_SOURCES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "worker-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {sources}" for name, sources in _SOURCES.items())

# On the files too: a worker obeys the policy its own script came with, not the page's.
SECURITY_HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)

PAGE_HEADERS = MappingProxyType({**SECURITY_HEADERS, "Cache-Control": "no-store", "Vary": "Accept"})
SESSION_HEADERS = MappingProxyType({**SECURITY_HEADERS, "Cache-Control": "no-store"})
# The build puts a digest of the content into each file's name, so a name never changes its content.
ASSET_HEADERS = MappingProxyType({**SECURITY_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"})
