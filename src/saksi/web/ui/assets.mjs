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
  const disputes = JSON.parse(readFileSync(join(here, "disputes.json"), "utf8"));
  const between = new Map(); // a border that some draw and others do not, by the names on either side
  for (const one of disputes) for (const [code, parent] of Object.entries(one.parents ?? {})) between.set([one.unit, parent].sort().join("|"), `${one.id}-${code}`);
  const sides = (a, b) => between.get([a.properties.name, b.properties.name].sort().join("|"));
  const lines = (wanted) => {
    const found = mesh(world, world.objects.countries, (a, b) => a !== b && sides(a, b) === wanted).coordinates;
    return { type: "MultiLineString", coordinates: found.filter((line) => !crosses(line)).map(thin).filter((line) => line.length > 1) };
  };
  const borders = [undefined, ...between.values()].map((pair) => ({ type: "Feature", properties: { between: pair ?? "" }, geometry: lines(pair) }));
  const countries = new Map(feature(world, world.objects.countries).features.map((one) => [one.properties.name, one.geometry]));
  const areas = disputes.map((one) => {
    const geometry = one.unit ? countries.get(one.unit) : { type: "Polygon", coordinates: [[...one.outline, one.outline[0]]] };
    if (!geometry) throw new Error(`the basemap has no ${one.unit}`);
    if (one.on && !one.outline.some((point) => within(point, countries.get(one.on)))) throw new Error(`${one.id} does not lie on ${one.on}`); // outlines are coarse
    const rings = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const kept = rings.filter((held) => !crosses(held[0])).map((held) => held.map(thin));
    return { type: "Feature", properties: { id: one.id, en: one.name.en, id_name: one.name.id }, geometry: { type: "MultiPolygon", coordinates: kept } };
  });
  writeFileSync(join(out, "disputes.json"), JSON.stringify(disputes.map(({ outline, ...one }) => one)));
  const collection = (features) => ({ type: "FeatureCollection", features });
  const all = { land: collection(land), borders: collection(borders), names: collection(names), disputes: collection(areas) };
  writeFileSync(join(out, "world.json"), JSON.stringify(all));
  copyFileSync(join(here, "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs"), join(out, "maplibre-worker.mjs"));
}

function within([x, y], geometry) {
  const many = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return many.some(([ring]) => {
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  });
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
