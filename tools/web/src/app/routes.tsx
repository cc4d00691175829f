import { createBrowserRouter, Navigate } from 'react-router';
import { Loading } from '../components/states.js';
import { NotFound } from './NotFound.js';
import { Shell } from './Shell.js';
import { ViewFault } from './ViewFault.js';

/** One view, loaded when its address is opened for the first time. */
function view(path: string, load: () => Promise<{ default: React.ComponentType }>) {
  return { path, lazy: async () => ({ Component: (await load()).default }), errorElement: <ViewFault /> };
}

export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <ViewFault />,
    hydrateFallbackElement: <Loading />,
    children: [
      { index: true, element: <Navigate to="/around" replace /> },
      view('around', () => import('../views/around/AroundView.js')),
      view('visits/:job', () => import('../views/visit/VisitView.js')),
      view('instruments', () => import('../views/instruments/InstrumentsView.js')),
      view('instruments/:id', () => import('../views/instrument/InstrumentView.js')),
      view('sheet', () => import('../views/sheet/SheetView.js')),
      view('cases', () => import('../views/cases/CasesView.js')),
      view('cases/:id', () => import('../views/cases/CaseView.js')),
      view('lots', () => import('../views/lots/LotsView.js')),
      view('lots/new', () => import('../views/lots/NewLotView.js')),
      view('lots/:id', () => import('../views/lots/LotView.js')),
      view('region', () => import('../views/region/RegionView.js')),
      view('verify', () => import('../views/verify/VerifyView.js')),
      { path: '*', element: <NotFound /> },
    ],
  },
]);
