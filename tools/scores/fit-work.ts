/** The fits that may take long. Plain data: it crosses to a thread as it is. */
import { type BgNbdFit, fitBgNbd, type PurchaseHistories } from '../../statistics/bg-nbd.ts';
import { fitGammaGamma, type GammaGammaFit, type PurchaseValues } from '../../statistics/gamma-gamma.ts';

export type FitRequest =
  | { readonly kind: 'purchases'; readonly histories: PurchaseHistories }
  | { readonly kind: 'values'; readonly values: PurchaseValues };

export interface Fits {
  readonly purchases: BgNbdFit;
  readonly values: GammaGammaFit;
}

export function workOut(request: FitRequest): Fits[FitRequest['kind']] {
  return request.kind === 'purchases' ? fitBgNbd(request.histories) : fitGammaGamma(request.values);
}
