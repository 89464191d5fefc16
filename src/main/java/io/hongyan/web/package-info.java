/// The web app of `clients/web`, served from the jar. The build puts its files under `web/` on the class path, and
/// their names, a line each, into `web/files.txt`.
@NullMarked
package io.hongyan.web;

import org.jspecify.annotations.NullMarked;
