# syntax=docker/dockerfile:1

FROM rust:1-bookworm AS build
WORKDIR /build
COPY . .
# Two caches outlive a build: the downloaded crates and the compiled dependencies. Neither is
# part of an image, so the binary is copied out of the second within the same step.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo build --profile dist --locked --bin certgraph \
    && install -D target/dist/certgraph /image/certgraph \
    && install -d /image/data

# The same Debian release as above, since the binary is linked to its C library.
FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="certgraph" \
      org.opencontainers.image.description="A certification catalogue served as a GraphQL API" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
# The catalogue and the web assets are inside the binary.
COPY --from=build /image/certgraph /certgraph
# Holds the SQLite database when no DATABASE_URL is given; mount a volume here to keep it.
COPY --from=build --chown=65532:65532 /image/data /data
WORKDIR /
# The user nonroot of the base image, by number, so that a cluster can see it is not root.
USER 65532:65532
# Returns freed memory to the system after 100 ms instead of 1 s (docs/decisions/0043-allocator.md).
ENV MIMALLOC_PURGE_DELAY=100
# IPv6 and IPv4; where a machine has no IPv6, IPv4 alone.
ENV LISTEN=[::]:8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["/certgraph", "healthcheck"]
ENTRYPOINT ["/certgraph"]
CMD ["serve"]
