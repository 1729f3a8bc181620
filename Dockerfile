# The service alone: its graph is the Neo4j of docker-compose.yml, so the embedded server and its Java are left out.
FROM python:3.11-slim AS made
WORKDIR /src
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends binutils \
 && python -m venv /opt/nghiavu
# What it depends on changes less often than it does itself: one layer for the one, another for the other.
COPY pyproject.toml constraints.txt README.md LICENSE ./
RUN mkdir -p ingest graph api queries browser \
 && /opt/nghiavu/bin/pip install --no-cache-dir --constraint constraints.txt . \
 && /opt/nghiavu/bin/pip uninstall --quiet --yes nghiavu arcadedb-embedded jpype1 \
 # Two thirds of spaCy's and blis's libraries are notes for debuggers.
 && cd /opt/nghiavu/lib/python3*/site-packages \
 && find spacy thinc blis srsly preshed -name '*.so' -exec strip --strip-debug {} + \
 && find . -name tests -type d -prune -exec rm -rf {} +
COPY ingest ingest
COPY graph graph
COPY api api
COPY queries queries
COPY browser browser
RUN /opt/nghiavu/bin/pip install --no-cache-dir --no-deps . \
 && /opt/nghiavu/bin/pip uninstall --quiet --yes pip setuptools

FROM python:3.11-slim
COPY --from=made /opt/nghiavu /opt/nghiavu
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin nghiavu
ENV PATH=/opt/nghiavu/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    NGHIAVU_HOST=0.0.0.0 \
    NGHIAVU_PORT=8000
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=5s --start-period=30s --retries=12 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["nghiavu"]
CMD ["serve"]
