// The map: what is known of where, drawn as large as it is uncertain. The same places stand as a list beside it.
import { Map as Drawn, NavigationControl, Popup, setWorkerUrl } from "maplibre-gl";
import type { MapGeoJSONFeature } from "maplibre-gl";
import type { FeatureCollection, Point, Polygon } from "geojson";

interface Site {
  site: string;
  country: string | null;
  adm1: string | null;
  precision: string;
  events: number;
  disputed: number;
}

// Kilometres around the middle within which the place lies, as far as the report says.
const REACH: Record<string, number> = { point: 2, village: 5, adm3: 15, adm2: 45, adm1: 150, region: 250, country: 500 };
const box = document.querySelector<HTMLElement>("#map");

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function around([lon, lat]: number[], kilometres: number): Polygon {
  const ring: number[][] = [];
  const tall = kilometres / 111.2;
  const wide = tall / Math.max(0.2, Math.cos((lat * Math.PI) / 180));
  for (let i = 0; i <= 40; i++) {
    const angle = (i / 40) * 2 * Math.PI;
    ring.push([lon + wide * Math.cos(angle), Math.max(-85, Math.min(85, lat + tall * Math.sin(angle)))]);
  }
  return { type: "Polygon", coordinates: [ring] };
}

function areas(sites: FeatureCollection<Point, Site>): FeatureCollection<Polygon, Site> {
  const drawn = sites.features.map((one) => ({ ...one, geometry: around(one.geometry.coordinates, REACH[one.properties.precision] ?? 250) }));
  return { type: "FeatureCollection", features: drawn.sort((a, b) => (REACH[b.properties.precision] ?? 0) - (REACH[a.properties.precision] ?? 0)) };
}

function bounds(sites: FeatureCollection<Point, Site>): [number, number, number, number] | undefined {
  if (sites.features.length === 0) return undefined;
  const xs = sites.features.map((one) => one.geometry.coordinates[0]);
  const ys = sites.features.map((one) => one.geometry.coordinates[1]);
  return [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1];
}

function told(feature: MapGeoJSONFeature, words: DOMStringMap): HTMLElement {
  const one = feature.properties as unknown as Site;
  const out = document.createElement("div");
  const name = document.createElement("a");
  const query = new URLSearchParams(location.search);
  query.set("site", one.site);
  name.href = `/events?${query}`;
  name.textContent = one.site;
  const more = document.createElement("p");
  more.textContent = `${one.events} ${words.events}${one.disputed ? ` · ${one.disputed} ${words.disputed}` : ""} · ${words[`precision${one.precision[0].toUpperCase()}${one.precision.slice(1)}`] ?? one.precision}`;
  out.append(name, more);
  return out;
}

// Diagonal lines: what several claim as their own, whatever the lines around it say.
function hatch(): ImageData {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  pen.strokeStyle = colour("--soft");
  pen.lineWidth = 1;
  for (const x of [-8, 0, 8]) {
    pen.moveTo(x, 8);
    pen.lineTo(x + 8, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, 8, 8);
}

async function draw(box: HTMLElement): Promise<void> {
  const [world, sites] = await Promise.all([
    fetch(box.dataset.world ?? "").then((answer) => answer.json()),
    fetch(`/map/sites${location.search}`).then((answer) => answer.json() as Promise<FeatureCollection<Point, Site>>),
  ]);
  setWorkerUrl(new URL(box.dataset.worker ?? "", location.href).href);
  const unseen: string[] = JSON.parse(box.dataset.unseen ?? "[]"); // borders that this viewpoint does not draw
  const outlined: string[] = JSON.parse(box.dataset.outlined ?? "[]"); // territories around which it draws one
  const label = { "text-font": ["sans-serif"], "text-max-width": 8 };
  const map = new Drawn({
    container: box,
    attributionControl: { compact: true, customAttribution: "Natural Earth" },
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 12,
    renderWorldCopies: true,
    style: {
      version: 8,
      sources: {
        land: { type: "geojson", data: world.land },
        borders: { type: "geojson", data: world.borders },
        names: { type: "geojson", data: world.names },
        disputes: { type: "geojson", data: world.disputes },
        areas: { type: "geojson", data: areas(sites) },
        sites: { type: "geojson", data: sites },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour("--sunk") } },
        { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--raised"), "fill-outline-color": colour("--line") } },
        { id: "borders", type: "line", source: "borders", filter: ["!", ["in", ["get", "between"], ["literal", unseen]]], paint: { "line-color": colour("--strong-line"), "line-width": 0.8, "line-dasharray": [3, 2] } },
        {
          id: "outlines", type: "line", source: "disputes", filter: ["in", ["get", "id"], ["literal", outlined]],
          paint: { "line-color": colour("--strong-line"), "line-width": 0.8, "line-dasharray": [3, 2] },
        },
        {
          id: "areas", type: "fill", source: "areas",
          paint: { "fill-color": ["case", [">", ["get", "disputed"], 0], colour("--dispute"), colour("--accent")], "fill-opacity": 0.14 },
        },
        {
          id: "edges", type: "line", source: "areas",
          paint: { "line-color": ["case", [">", ["get", "disputed"], 0], colour("--dispute"), colour("--accent")], "line-width": 1.2, "line-dasharray": [2, 2] },
        },
        {
          id: "dots", type: "circle", source: "sites", filter: ["in", ["get", "precision"], ["literal", ["point", "village", "adm3"]]],
          paint: {
            "circle-radius": ["min", 16, ["+", 3, ["sqrt", ["get", "events"]]]],
            "circle-color": ["case", [">", ["get", "disputed"], 0], colour("--dispute"), colour("--accent")],
            "circle-opacity": 0.75, "circle-stroke-color": colour("--paper"), "circle-stroke-width": 1,
          },
        },
        {
          id: "countries", type: "symbol", source: "names", maxzoom: 6,
          layout: { ...label, "text-field": ["get", "name"], "text-size": 11, "symbol-sort-key": ["-", ["get", "size"]] },
          paint: { "text-color": colour("--soft"), "text-halo-color": colour("--raised"), "text-halo-width": 1 },
        },
        {
          id: "claimed", type: "symbol", source: "disputes", minzoom: 4,
          layout: { ...label, "text-field": ["get", document.documentElement.lang === "id" ? "id_name" : "en"], "text-size": 11 },
          paint: { "text-color": colour("--soft"), "text-halo-color": colour("--raised"), "text-halo-width": 1 },
        },
        {
          id: "labels", type: "symbol", source: "sites",
          layout: { ...label, "text-field": ["get", "site"], "text-size": 12, "text-offset": [0, 1.1], "text-anchor": "top", "symbol-sort-key": ["-", ["get", "events"]] },
          paint: { "text-color": colour("--ink"), "text-halo-color": colour("--paper"), "text-halo-width": 1.4 },
        },
      ],
    },
  });
  map.once("load", () => {
    map.addImage("hatch", hatch());
    map.addLayer({ id: "hatched", type: "fill", source: "disputes", paint: { "fill-pattern": "hatch", "fill-opacity": 0.6 } }, "areas");
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  const seen = bounds(sites);
  if (seen) map.fitBounds(seen, { padding: 40, maxZoom: 7, duration: 0 });
  map.on("click", (event) => {
    const found = map.queryRenderedFeatures(event.point, { layers: ["dots", "areas"] })[0];
    if (found) new Popup().setLngLat(event.lngLat).setDOMContent(told(found, box.dataset)).addTo(map);
  });
  map.on("mousemove", (event) => {
    const over = map.queryRenderedFeatures(event.point, { layers: ["dots", "areas"] }).length > 0;
    map.getCanvas().classList.toggle("over-place", over);
  });
  map.once("idle", () => {
    box.dataset.ready = "yes";
  });
}

if (box) {
  const fallback = document.querySelector<HTMLElement>("#map-none");
  draw(box).catch((error: unknown) => {
    console.warn("the map could not be drawn", error);
    box.hidden = true;
    if (fallback) fallback.hidden = false;
  });
}
