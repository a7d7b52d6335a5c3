# syntax=docker/dockerfile:1

FROM node:24-trixie-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY . .
RUN npx tsdown && npm ci --ignore-scripts --omit=dev

FROM node:24-trixie-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=5000 DATABASE_URL=sqlite:/data/postern.db
WORKDIR /app
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./dist
RUN ln -s /app/dist/cli/main.js /usr/local/bin/postern && chmod +x dist/cli/main.js \
  && install -d -o 1000 -g 1000 -m 700 /data dist/.compiled
# What V8 makes of the program at one start, for all later ones. Afterwards only root may change it, like the program.
RUN (setpriv --reuid=1000 --regid=1000 --clear-groups \
    timeout 10 node --max-semi-space-size=8 dist/cli/main.js dev --database sqlite::memory: || [ $? = 124 ]) \
  && chown -R root:root dist/.compiled && chmod -R a+rX dist/.compiled
# A number, so that an orchestrator can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 5000
# By its own program, where the server listens: "localhost" may be another address family.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["postern", "health"]
# V8 and the C library keep less memory for themselves: docs/deploying.md#memory. Other flags may need another cache.
ENV MALLOC_ARENA_MAX=2
ENTRYPOINT ["node", "--max-semi-space-size=8", "/app/dist/cli/main.js"]
CMD ["start"]
