/** Every screen but the first, with its sheet: fetched as soon as the first screen stands. One piece, because its screens share nearly everything. */
export const work = () => import("./views/work");
