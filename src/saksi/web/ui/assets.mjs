// What the map is made of: countries and their borders from Natural Earth (world-atlas, public domain), drawn without a network.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { feature, mesh } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));

// Rings that cross the antimeridian would draw a line around the world: such rings are left to the country's other parts.
const crosses = (ring) => ring.some(([x], i) => i > 0 && Math.abs(x - ring[i - 1][0]) > 180);
const round = (value) => Math.round(value * 100) / 100;
const thin = (ring) => {
  const out = [];
  for (const [x, y] of ring) {
    const point = [round(x), round(y)];
    const last = out[out.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) out.push(point);
  }
  return out;
};

export default function (out) {
  mkdirSync(out, { recursive: true });
  const world = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/countries-50m.json"), "utf8"));
  const land = [];
  const names = [];
  for (const country of feature(world, world.objects.countries).features) {
    if (!country.geometry) continue;
    const many = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
    const kept = many.filter((rings) => !crosses(rings[0])).map((rings) => rings.map(thin).filter((ring) => ring.length > 3));
    const polygons = kept.filter((rings) => rings.length > 0);
    if (polygons.length === 0) continue;
    land.push({ type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: polygons } });
    const largest = polygons.map((rings) => rings[0]).sort((a, b) => area(b) - area(a))[0];
    names.push({ type: "Feature", properties: { name: country.properties.name, size: Math.round(area(largest)) }, geometry: { type: "Point", coordinates: middle(largest) } });
  }
  const lines = mesh(world, world.objects.countries, (a, b) => a !== b).coordinates.filter((line) => !crosses(line)).map(thin);
  const borders = [{ type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: lines.filter((line) => line.length > 1) } }];
  const collection = (features) => ({ type: "FeatureCollection", features });
  const all = { land: collection(land), borders: collection(borders), names: collection(names) };
  writeFileSync(join(out, "world.json"), JSON.stringify(all));
  copyFileSync(join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "maplibre-worker.mjs"));
}

function area(ring) {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return Math.abs(sum) / 2;
}

function middle(ring) {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const mean = (all) => all.reduce((a, b) => a + b, 0) / all.length;
  return [round((Math.min(...xs) + Math.max(...xs) + 2 * mean(xs)) / 4), round((Math.min(...ys) + Math.max(...ys) + 2 * mean(ys)) / 4)];
}
