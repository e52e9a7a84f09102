# The engine as an image: API by default, and with other commands the webhook dispatcher and the command line.
#   docker build -t affinity-engine .
#   docker run affinity-engine node apps/webhook-dispatcher/bundle/main.js

FROM node:20-bookworm AS build
WORKDIR /engine
COPY . .
RUN npm ci && npm run build

# Only what the bundles leave outside: sqlite3, fonts, catalogues.
FROM node:20-bookworm AS dependencies
WORKDIR /engine
COPY . .
RUN npm ci --omit=dev -w apps/api -w apps/webhook-dispatcher -w apps/cli

FROM node:20-bookworm-slim
WORKDIR /engine
COPY --from=dependencies /engine/package.json ./
COPY --from=dependencies /engine/node_modules ./node_modules
COPY --from=dependencies /engine/libs ./libs
COPY --from=build /engine/apps/api/bundle ./apps/api/bundle
COPY --from=build /engine/apps/console/dist ./apps/console/dist
COPY --from=build /engine/apps/webhook-dispatcher/bundle ./apps/webhook-dispatcher/bundle
COPY --from=build /engine/apps/cli/bundle ./apps/cli/bundle
RUN mkdir /data && chown node:node /data
# Nothing but /data is written: the root may be read-only.
VOLUME /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 METRICS_PORT=9464 DATA_DIR=/data
EXPOSE 3000 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.METRICS_PORT + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/bundle/main.js"]
