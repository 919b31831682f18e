# BevGenie in a container. The data directory is a volume: docker run -p 3000:3000 -v bevgenie:/data <image>
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data
COPY --from=build --chown=node:node /app ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# No npm in between: the signal that ends a container reaches the server itself.
CMD ["node", "--conditions=react-server", "server.ts"]
