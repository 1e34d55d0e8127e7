// Opens drawings in bpmn-js, the modeller behind bpmn.io and Camunda Modeler, without a browser.
//
// Standard input: a JSON object of BPMN texts by name. Standard output: for each name the list of what the modeller
// warned of; a text that it cannot open at all has its one sentence there.

const fs = require("node:fs");
const { JSDOM, VirtualConsole } = require("jsdom");

// The bundle is the one a page would load. The modeller says its warnings on the console too: here they are results.
const virtualConsole = new VirtualConsole();
const { window } = new JSDOM('<div id="canvas"></div>', { runScripts: "outside-only", virtualConsole });

// jsdom knows neither sizes nor transformations of SVG; where things are seen is of no matter to what is warned of.
const moved = () => matrix();
const ways = { inverse: moved, multiply: moved, translate: moved, scale: moved };
const matrix = () => ({ a: 1, b: 0, c: 0, d: 1, e: 0, f: 0, ...ways });
const transform = () => ({ matrix: matrix(), setMatrix() {}, setTranslate() {}, setRotate() {}, setScale() {} });
const list = { consolidate: () => null, clear() {}, initialize() {}, appendItem() {} };
const transforms = { ...list, createSVGTransformFromMatrix: transform };
Object.defineProperty(window.SVGElement.prototype, "transform", { get: () => ({ baseVal: transforms }) });
Object.assign(window.SVGElement.prototype, {
  getBBox: () => ({ x: 0, y: 0, width: 0, height: 0 }),
  getCTM: matrix,
  getScreenCTM: matrix,
  createSVGMatrix: matrix,
  createSVGTransform: transform,
});
window.HTMLCanvasElement.prototype.getContext = () => ({ measureText: () => ({ width: 0 }) });
window.SVGMatrix = class {};
window.structuredClone = structuredClone;
window.eval(fs.readFileSync(require.resolve("bpmn-js/dist/bpmn-viewer.production.min.js"), "utf8"));

async function warnings(text) {
  const modeller = new window.BpmnJS({ container: "#canvas" });
  try {
    return (await modeller.importXML(text)).warnings.map((warning) => warning.message);
  } catch (error) {
    return [error.message];
  } finally {
    modeller.destroy();
  }
}

(async () => {
  const told = {};
  for (const [name, text] of Object.entries(JSON.parse(fs.readFileSync(0, "utf8")))) {
    told[name] = await warnings(text);
  }
  process.stdout.write(JSON.stringify(told));
})();
