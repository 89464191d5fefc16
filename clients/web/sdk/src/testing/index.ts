export { BAD_NETWORK, FakeServer, type Faults, NO_FAULTS } from "./fakeServer.js";
export { ServerModel } from "./model.js";
