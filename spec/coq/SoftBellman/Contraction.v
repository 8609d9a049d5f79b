(******************************************************************************)
(*  Contractions of the real functions on a finite set                        *)
(*                                                                            *)
(*       contracts g F  ==  F shrinks pointwise distances by the factor g     *)
(*          monotone F  ==  F keeps the pointwise order                       *)
(*          fixpoint F  ==  the limit of the iterates of F from 0             *)
(*                                                                            *)
(*  For 0 <= g < 1 the fixpoint is a fixed point (fixpoint_eq), the only one  *)
(*  (fixpoint_unique), it attracts iterates at the rate g^k (fixpoint_rate),  *)
(*  and the change F makes to a function bounds how far that function is from *)
(*  it (fixpoint_residual).  If F is monotone, what F raises lies below the   *)
(*  fixpoint, and what F lowers lies above it (below_fixpoint,                *)
(*  above_fixpoint).                                                          *)
(******************************************************************************)

From Coquelicot Require Import Coquelicot.
From SoftBellman Require Import Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition contracts (X : Type) (g : R) (F : (X -> R) -> X -> R) : Prop :=
  forall f h e, (forall x, Rabs (f x - h x) <= e) -> forall x, Rabs (F f x - F h x) <= g * e.

Definition monotone (X : Type) (F : (X -> R) -> X -> R) : Prop :=
  forall f h, (forall x, f x <= h x) -> forall x, F f x <= F h x.

Definition fixpoint (X : Type) (F : (X -> R) -> X -> R) (x : X) : R :=
  real (Lim_seq (fun n => iter n F (fun=> 0) x)).

(** What is smaller than every [c g^n] is not positive. *)
Lemma vanishing g c y : 0 <= g < 1 -> (forall n, y <= g ^ n * c) -> y <= 0.
Proof.
move=> g01 bound; apply: (is_lim_seq_le (fun=> y) (fun n => g ^ n * c) y 0) => //.
- exact: is_lim_seq_const.
- have -> : Finite 0 = Rbar_mult 0 c by rewrite /= Rmult_0_l.
  by apply: is_lim_seq_scal_r; apply: is_lim_seq_geom; rewrite Rabs_pos_eq; lra.
Qed.

(** Iterating a contraction [n] times shrinks distances by [g^n]. *)
Lemma iter_contracts (X : Type) g (F : (X -> R) -> X -> R) n : contracts g F -> contracts (g ^ n) (iter n F).
Proof.
move=> Fg; elim: n => [|n IH] f h e fh x; first by rewrite /= Rmult_1_l.
by rewrite !iterS /= Rmult_assoc; apply: Fg => y; apply: IH.
Qed.

(** A fixed point attracts iterates. *)
Lemma iter_rate (X : Type) g (F : (X -> R) -> X -> R) p :
  contracts g F -> (forall x, F p x = p x) ->
  forall k f e, (forall x, Rabs (f x - p x) <= e) -> forall x, Rabs (iter k F f x - p x) <= g ^ k * e.
Proof.
move=> Fg Fp; elim=> [|k IH] f e fp x; first by rewrite /= Rmult_1_l.
by rewrite iterS /= Rmult_assoc -Fp; apply: Fg => y; apply: IH.
Qed.

(** A contraction shrinks the distance of two functions. *)
Lemma contracts_distance (X : finType) g (F : (X -> R) -> X -> R) f h :
  0 <= g -> contracts g F -> distance (F f) (F h) <= g * distance f h.
Proof.
move=> g0 Fg; apply: norm_le => [|x]; first by apply: Rmult_le_pos => //; apply: norm_ge0.
exact/Fg/le_distance.
Qed.

Section Banach.
Variables (X : finType) (g : R) (F : (X -> R) -> X -> R).
Hypotheses (g01 : 0 <= g < 1) (Fg : contracts g F).
Implicit Types f h : X -> R.

Local Notation orbit n := (iter n F (fun=> 0)).

Let radius : R := norm (F (fun=> 0)) / (1 - g).

Let radius_ge0 : 0 <= radius.
Proof. by apply: Rle_mult_inv_pos; [exact: norm_ge0 | lra]. Qed.

(** Iterates from 0 stay within a fixed radius. *)
Lemma orbit_bounded k x : Rabs (orbit k x - 0) <= radius.
Proof.
elim: k x => [|k IH] x; first by rewrite Rminus_0_r Rabs_R0.
have step := Fg IH x; have start := le_norm (F (fun=> 0)) x; rewrite iterS.
have -> : radius = g * radius + norm (F (fun=> 0)) by rewrite /radius; field; lra.
have := Rabs_triang (F (orbit k) x - F (fun=> 0) x) (F (fun=> 0) x).
by rewrite (_ : _ + _ = F (orbit k) x - 0); lra.
Qed.

Lemma orbit_cauchy n k x : Rabs (orbit (n + k) x - orbit n x) <= g ^ n * radius.
Proof. by rewrite iterD; apply: (iter_contracts n Fg) => y; apply: orbit_bounded. Qed.

(** They converge, because the reals are complete. *)
Lemma fixpoint_limit x : is_lim_seq (fun n => orbit n x) (fixpoint F x).
Proof.
apply: Lim_seq_correct'; apply/ex_lim_seq_cauchy_corr => eps.
have [N small] : exists N, g ^ N * radius < eps / 2.
  have lim : is_lim_seq (fun n => g ^ n * radius) 0.
    have -> : Finite 0 = Rbar_mult 0 radius by rewrite /= Rmult_0_l.
    by apply: is_lim_seq_scal_r; apply: is_lim_seq_geom; rewrite Rabs_pos_eq; lra.
  have [N /(_ N (le_n N))] := proj2 (is_lim_seq_spec _ _) lim (pos_div_2 eps).
  by rewrite Rminus_0_r => /(Rle_lt_trans _ _ _ (Rle_abs _)); exists N.
exists N => n m /leP/subnKC <- /leP/subnKC <-.
have := orbit_cauchy N (n - N) x; have := orbit_cauchy N (m - N) x.
have := Rabs_triang (orbit (N + (n - N)) x - orbit N x) (orbit N x - orbit (N + (m - N)) x).
rewrite (Rabs_minus_sym (orbit N x)) (_ : _ - _ + _ = orbit (N + (n - N)) x - orbit (N + (m - N)) x); last by ring.
lra.
Qed.

Let near n x : Rabs (orbit n x - fixpoint F x) <= g ^ n * radius.
Proof.
rewrite Rabs_minus_sym.
apply: (is_lim_seq_le (fun k => Rabs (orbit (n + k) x - orbit n x)) (fun=> g ^ n * radius)
          (Rabs (fixpoint F x - orbit n x)) (g ^ n * radius)) => [k||]; first exact: orbit_cauchy.
- apply: (is_lim_seq_abs _ (fixpoint F x - orbit n x)).
  apply: is_lim_seq_minus'; last exact: is_lim_seq_const.
  have /(is_lim_seq_incr_n _ n) := @fixpoint_limit x.
  by apply: is_lim_seq_ext => k; rewrite plusE addnC.
- exact: is_lim_seq_const.
Qed.

(** The limit is a fixed point, *)
Theorem fixpoint_eq x : F (fixpoint F) x = fixpoint F x.
Proof.
suff: Rabs (F (fixpoint F) x - fixpoint F x) <= 0.
  by move/abs_le; lra.
apply: (@vanishing g (2 * (g * radius))) => // n.
have near' y : Rabs (fixpoint F y - orbit n y) <= g ^ n * radius.
  by rewrite Rabs_minus_sym.
have := Rabs_triang (F (fixpoint F) x - orbit n.+1 x) (orbit n.+1 x - fixpoint F x).
have := Fg near' x; have := near n.+1 x; rewrite iterS /=.
by rewrite (_ : _ - _ + _ = F (fixpoint F) x - fixpoint F x); [nra | ring].
Qed.

(** the only one, *)
Theorem fixpoint_unique f : (forall x, F f x = f x) -> forall x, f x = fixpoint F x.
Proof.
move=> Ff x; suff: Rabs (f x - fixpoint F x) <= 0 by move/abs_le; lra.
apply: (@vanishing g (distance f (fixpoint F))) => // n.
have <- : iter n F f x = f x.
  suff ext k y : Rabs (iter k F f y - f y) <= 0 by have /abs_le := ext n x; lra.
  by have := @iter_rate _ _ _ _ Fg Ff k f 0 _ y; rewrite Rmult_0_r; apply => z; rewrite Rminus_diag_eq // Rabs_R0; lra.
by apply: iter_rate => // [y|y]; [exact: fixpoint_eq | exact: le_distance].
Qed.

(** and it attracts iterates at the rate [g^k]. *)
Theorem fixpoint_rate k f : distance (iter k F f) (fixpoint F) <= g ^ k * distance f (fixpoint F).
Proof.
have gk : 0 <= g ^ k by apply: pow_le; lra.
apply: norm_le => [|x]; first by apply: Rmult_le_pos => //; apply: norm_ge0.
by apply: iter_rate => // y; [exact: fixpoint_eq | exact: le_distance].
Qed.

(** A function that [F] changes by at most [e] is within [e / (1 - g)] of the fixed point. *)
Theorem fixpoint_residual f e : (forall x, Rabs (F f x - f x) <= e) ->
  forall x, Rabs (f x - fixpoint F x) <= e / (1 - g).
Proof.
move=> res x; set d := distance f (fixpoint F).
have e0 : 0 <= e by apply: Rle_trans (Rabs_pos _) (res x).
have d0 : 0 <= d by apply: norm_ge0.
suff: d <= e + g * d.
  move=> dd; apply: Rle_trans (le_distance _ _ _) _; rewrite -/d.
  by apply/Rle_div_r; [lra | nra].
apply: norm_le => [|y]; first by nra.
have := Rabs_triang (f y - F f y) (F f y - F (fixpoint F) y).
have := Fg (le_distance f (fixpoint F)) y; have := res y; rewrite fixpoint_eq Rabs_minus_sym -/d.
by rewrite (_ : f y - _ + _ = f y - fixpoint F y); [lra | ring].
Qed.

Hypothesis Fmono : monotone F.

(** What a monotone contraction raises lies below its fixed point, *)
Theorem below_fixpoint f : (forall x, f x <= F f x) -> forall x, f x <= fixpoint F x.
Proof.
move=> sub x; suff: f x - fixpoint F x <= 0 by lra.
apply: (@vanishing g (distance f (fixpoint F))) => // n.
have rises k y : f y <= iter k F f y.
  elim: k y => [|k IH] y; first by rewrite /=; lra.
  by apply: Rle_trans (sub y) _; rewrite iterS; apply: Fmono.
have /abs_le := @iter_rate _ _ _ _ Fg fixpoint_eq n f _ (le_distance f (fixpoint F)) x.
by have := rises n x; lra.
Qed.

(** and what it lowers lies above. *)
Theorem above_fixpoint f : (forall x, F f x <= f x) -> forall x, fixpoint F x <= f x.
Proof.
move=> super x; suff: fixpoint F x - f x <= 0 by lra.
apply: (@vanishing g (distance f (fixpoint F))) => // n.
have falls k y : iter k F f y <= f y.
  elim: k y => [|k IH] y; first by rewrite /=; lra.
  by apply: Rle_trans (super y); rewrite iterS; apply: Fmono.
have /abs_le := @iter_rate _ _ _ _ Fg fixpoint_eq n f _ (le_distance f (fixpoint F)) x.
by have := falls n x; lra.
Qed.

End Banach.
