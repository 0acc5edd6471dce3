import type { DrawingDependencies } from '../../shared/draws/drawing.ts';

export type DrawsDependencies = DrawingDependencies;
