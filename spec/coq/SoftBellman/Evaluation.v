(******************************************************************************)
(*  Soft policy evaluation: values as discounted sums and as fixed points     *)
(*                                                                            *)
(*     expected m pi t g s  ==  E[g(s_t)] under pi from s_0 = s; g counts 0   *)
(*                              once the episode has ended                    *)
(*     discounted m pi g s  ==  E[\sum_t gamma^t g(s_t)], the limit of the    *)
(*                              partial sums                                  *)
(*             gain m pi s  ==  E_pi[r] + alpha H(pi), what pi earns at s     *)
(*            value m pi s  ==  discounted m pi (gain m pi) s          V^pi   *)
(*   policy_value m pi s a  ==  action_value m (value m pi) s a        Q^pi   *)
(*       optimal_value m s  ==  the fixed point of T*                  V*     *)
(*    optimal_policy m s a  ==  the softmax of Q*                      pi*    *)
(*    evaluation m pi q s a ==  r + gamma E_{s'} E_pi[q - alpha ln pi]        *)
(*                                                                            *)
(*  discounted_eq, discounted_unique: a discounted sum is the only solution   *)
(*  of D = g + gamma P_pi D.  So V^pi is the fixed point of T^pi, and V* is   *)
(*  the largest V^pi.                                                         *)
(******************************************************************************)

From Coquelicot Require Import Coquelicot.
From SoftBellman Require Import Sums Hoeffding Entropy Contraction Mdp Operators.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Section Definitions.
Variable m : mdp.
Implicit Types (pi : policy (action m)) (g : state m -> R).

Definition expected pi (t : nat) g : state m -> R := iter t (transport m pi) g.

Definition discounted pi g s : R :=
  real (Lim_seq (fun n => \sum_(t < n) discount m ^ t * expected pi t g s)).

Definition gain pi s : R := soft_state_value (temperature m) (pi s) (@reward m s).

Definition value pi : state m -> R := discounted pi (gain pi).

Definition policy_value pi s (a : action m s) : R := action_value m (value pi) s a.

Definition optimal_value : state m -> R := fixpoint (optimal_backup m).

Definition optimal_action_value s (a : action m s) : R := action_value m optimal_value s a.

Definition optimal_policy : policy (action m) := softmax_policy m optimal_value.

Definition evaluation pi (q : forall s, action m s -> R) s (a : action m s) : R :=
  action_value m (fun s' => soft_state_value (temperature m) (pi s') (q s')) s a.

End Definitions.

Arguments expected m pi t g s : clear implicits.
Arguments discounted m pi g s : clear implicits.
Arguments gain m pi s : clear implicits.
Arguments value m pi s : clear implicits.
Arguments policy_value m pi s a : clear implicits.
Arguments optimal_value m s : clear implicits.
Arguments optimal_action_value m s a : clear implicits.
Arguments optimal_policy m : clear implicits.
Arguments evaluation m pi q s a : clear implicits.

(** *** Discounted sums *)

Section Discounted.
Variables (m : mdp) (pi : policy (action m)).
Implicit Types (s : state m) (f g : state m -> R).

Local Notation gamma := (discount m).
Local Notation P_ := (transport m pi).

Let gamma01 := discount_bounds m.

(** Transport is linear. *)
Lemma transportD f g s : P_ (fun s' => f s' + g s') s = P_ f s + P_ g s.
Proof. by rewrite /transport -sumD; apply: eq_bigr => a _; rewrite meanD; ring. Qed.

Lemma transportM c f s : P_ (fun s' => c * f s') s = c * P_ f s.
Proof. by rewrite /transport -sumMl; apply: eq_bigr => a _; rewrite meanM; ring. Qed.

Lemma transport_ext f g s : f =1 g -> P_ f s = P_ g s.
Proof. by move=> fg; apply: eq_bigr => a _; congr (_ * _); apply: eq_bigr => -[s'|] _ //=; rewrite fg. Qed.

Lemma transportB f g s : P_ f s - P_ g s = P_ (fun s' => f s' - g s') s.
Proof. by rewrite /transport -sumB; apply: eq_bigr => a _; rewrite -meanB; ring. Qed.

Lemma transport0 s : P_ (fun=> 0) s = 0.
Proof.
rewrite -[RHS](Rmult_0_l (P_ (fun=> 0) s)) -transportM.
by apply: transport_ext => s'; ring.
Qed.

Lemma transport_sum n (f : nat -> state m -> R) s :
  P_ (fun s' => \sum_(t < n) f t s') s = \sum_(t < n) P_ (f t) s.
Proof.
elim: n => [|n IH].
  by rewrite big_ord0 -[RHS](transport0 s); apply: transport_ext => s'; rewrite big_ord0.
rewrite big_ord_recr /= -IH -transportD; apply: transport_ext => s'.
by rewrite big_ord_recr.
Qed.

Let accumulate g f s := g s + gamma * P_ f s.

Let accumulate_contracts g : contracts gamma (accumulate g).
Proof.
move=> f h e fh s; rewrite /accumulate.
have -> : g s + gamma * P_ f s - (g s + gamma * P_ h s) = gamma * P_ (fun s' => f s' - h s') s.
  by rewrite -transportB; ring.
rewrite Rabs_mult Rabs_pos_eq; last by lra.
by apply: Rmult_le_compat_l; [lra | apply: abs_transport].
Qed.

Let accumulate_monotone g : monotone (accumulate g).
Proof. by move=> f h fh s; have := transport_le pi s fh; rewrite /accumulate; nra. Qed.

(** The partial sums are the iterates of [f |-> g + gamma P f] from 0. *)
Lemma partial_sums n g s : \sum_(t < n) gamma ^ t * expected m pi t g s = iter n (accumulate g) (fun=> 0) s.
Proof.
elim: n s => [|n IH] s; first by rewrite big_ord0.
rewrite big_ord_recl iterS /= Rmult_1_l; congr (_ + _).
rewrite -(transport_ext s IH) (@transport_sum n (fun t s' => gamma ^ t * expected m pi t g s')) -sumMl.
by apply: eq_bigr => t _; rewrite transportM; ring.
Qed.

Lemma discounted_fixpoint g s : discounted m pi g s = fixpoint (accumulate g) s.
Proof. by congr real; apply: Lim_seq_ext => n; apply: partial_sums. Qed.

(** The partial sums converge. *)
Lemma discounted_limit g s :
  is_lim_seq (fun n => \sum_(t < n) gamma ^ t * expected m pi t g s) (discounted m pi g s).
Proof.
rewrite discounted_fixpoint.
have lim := @fixpoint_limit _ _ _ gamma01 (accumulate_contracts g) s.
by apply: is_lim_seq_ext lim => n; rewrite partial_sums.
Qed.

(** A discounted sum is what is earned now and, discounted, what is earned later; *)
Theorem discounted_eq g s : discounted m pi g s = g s + gamma * P_ (discounted m pi g) s.
Proof.
rewrite (transport_ext s (discounted_fixpoint g)) discounted_fixpoint.
by rewrite -{1}(fixpoint_eq gamma01 (accumulate_contracts g)).
Qed.

(** nothing else is. *)
Theorem discounted_unique g f : (forall s, f s = g s + gamma * P_ f s) -> forall s, f s = discounted m pi g s.
Proof.
move=> fg s; rewrite discounted_fixpoint.
by apply: (fixpoint_unique gamma01 (accumulate_contracts g)) => s'; rewrite [RHS]fg.
Qed.

(** A supersolution is an upper bound, *)
Lemma discounted_le_super g f : (forall s, g s + gamma * P_ f s <= f s) -> forall s, discounted m pi g s <= f s.
Proof.
move=> super s; rewrite discounted_fixpoint.
by apply: (above_fixpoint gamma01 (accumulate_contracts g) (@accumulate_monotone g)).
Qed.

(** a subsolution a lower one. *)
Lemma discounted_ge_sub g f : (forall s, f s <= g s + gamma * P_ f s) -> forall s, f s <= discounted m pi g s.
Proof.
move=> sub s; rewrite discounted_fixpoint.
by apply: (below_fixpoint gamma01 (accumulate_contracts g) (@accumulate_monotone g)).
Qed.

(** A discounted sum is monotone, *)
Lemma discounted_le f g : (forall s, f s <= g s) -> forall s, discounted m pi f s <= discounted m pi g s.
Proof. by move=> fg; apply: discounted_le_super => s; rewrite [X in _ <= X]discounted_eq; have := fg s; lra. Qed.

(** additive, *)
Lemma discountedD f g s : discounted m pi (fun s' => f s' + g s') s = discounted m pi f s + discounted m pi g s.
Proof.
rewrite -(@discounted_unique _ (fun s' => discounted m pi f s' + discounted m pi g s')) // => s'.
by rewrite transportD [in LHS](discounted_eq f) [in LHS](discounted_eq g); ring.
Qed.

(** homogeneous, *)
Lemma discountedM c f s : discounted m pi (fun s' => c * f s') s = c * discounted m pi f s.
Proof.
rewrite -(@discounted_unique _ (fun s' => c * discounted m pi f s')) // => s'.
by rewrite transportM [in LHS](discounted_eq f); ring.
Qed.

Lemma discounted_ext f g s : f =1 g -> discounted m pi f s = discounted m pi g s.
Proof. by move=> fg; apply: discounted_unique => s'; rewrite discounted_eq fg. Qed.

(** nonnegative for what is nonnegative, *)
Lemma discounted_ge0 g : (forall s, 0 <= g s) -> forall s, 0 <= discounted m pi g s.
Proof.
by move=> g0; apply: discounted_ge_sub => s; rewrite transport0; have := g0 s; lra.
Qed.

(** and at most the bound of what is earned, divided by [1 - gamma]. *)
Lemma discounted_bound g c : 0 <= c -> (forall s, g s <= c) -> forall s, discounted m pi g s <= c / (1 - gamma).
Proof.
move=> c0 gc; apply: discounted_le_super => s.
have d0 : 0 <= c / (1 - gamma) by apply: Rle_mult_inv_pos; lra.
have /abs_le := @abs_transport _ pi (fun=> c / (1 - gamma)) (c / (1 - gamma)) s (fun=> Req_le _ _ (Rabs_pos_eq _ d0)).
have : c / (1 - gamma) = c + gamma * (c / (1 - gamma)) by field; lra.
by have := gc s; nra.
Qed.

End Discounted.

(** *** The value of a policy *)

Section PolicyValue.
Variables (m : mdp) (pi : policy (action m)).
Implicit Types (s : state m) (V W : state m -> R).

Local Notation gamma := (discount m).
Local Notation T_pi := (policy_backup m pi).
Local Notation V_pi := (value m pi).

Let gamma01 := discount_bounds m.

(** A backup is what is earned now and the discounted value of what follows. *)
Lemma policy_backupE V s : T_pi V s = gain m pi s + gamma * transport m pi V s.
Proof.
suff : T_pi V s - gain m pi s = gamma * transport m pi V s by lra.
rewrite /policy_backup soft_state_valueB /transport -sumMl.
by apply: eq_bigr => a _; rewrite !action_valueE; ring.
Qed.

(** What is earned at a state is the mean reward and [alpha] times the entropy. *)
Lemma gainE s : gain m pi s = \sum_a pi s a * reward a + temperature m * entropy (pi s).
Proof. exact: soft_state_value_entropy. Qed.

(** The soft value of a policy is the fixed point of its backup, *)
Theorem value_eq s : T_pi V_pi s = V_pi s.
Proof. by rewrite policy_backupE -discounted_eq. Qed.

(** the only one, *)
Theorem value_unique V : (forall s, T_pi V s = V s) -> forall s, V s = V_pi s.
Proof. by move=> TV; apply: discounted_unique => s; rewrite -TV policy_backupE. Qed.

(** and attracts iterates of the backup. *)
Theorem value_rate k V : distance (iter k T_pi V) V_pi <= gamma ^ k * distance V V_pi.
Proof.
have gk : 0 <= gamma ^ k by apply: pow_le; lra.
apply: norm_le => [|s]; first by apply: Rmult_le_pos => //; apply: norm_ge0.
by apply: iter_rate; [exact: policy_backup_contracts | exact: value_eq | exact: le_distance].
Qed.

(** Values below their backup are below the soft value, *)
Theorem value_ge V : (forall s, V s <= T_pi V s) -> forall s, V s <= V_pi s.
Proof. by move=> sub; apply: discounted_ge_sub => s; rewrite -policy_backupE. Qed.

(** values above it are above. *)
Theorem value_le V : (forall s, T_pi V s <= V s) -> forall s, V_pi s <= V s.
Proof. by move=> super; apply: discounted_le_super => s; rewrite -policy_backupE. Qed.

(** A terminal state is worth nothing. *)
Lemma value_terminal s : live m s = false -> V_pi s = 0.
Proof. by move=> dead; rewrite -value_eq policy_backup_terminal. Qed.

(** *** Soft policy evaluation on action values *)

Local Notation Q_pi := (policy_value m pi).
Local Notation T := (evaluation m pi).

(** [Q^pi] is a fixed point, *)
Theorem evaluation_eq s a : T Q_pi s a = Q_pi s a.
Proof.
rewrite /evaluation /policy_value !action_valueE; congr (_ + _ * _).
by apply: eq_bigr => -[s'|] _ //=; rewrite -[value m pi s']value_eq.
Qed.

(** evaluation is a contraction, *)
Theorem evaluation_contracts (q q' : forall s, action m s -> R) e :
  (forall s a, Rabs (q s a - q' s a) <= e) -> forall s a, Rabs (T q s a - T q' s a) <= gamma * e.
Proof.
move=> qq' s a; apply: abs_action_valueB => s'; rewrite soft_state_valueB.
have e0 : 0 <= e by apply: Rle_trans (Rabs_pos _) (qq' s a).
apply: abs_average => // [b|]; first exact: policy_ge0.
case live_s': (live m s'); first by have /existsP[b _] := live_s'; rewrite (proj2 (prob_dist pi b)); lra.
by rewrite sum_none; [lra | exact: not_live].
Qed.

(** so it converges to [Q^pi] from everywhere, at the rate [gamma^k], *)
Theorem evaluation_rate k (q : forall s, action m s -> R) e :
  (forall s a, Rabs (q s a - Q_pi s a) <= e) ->
  forall s a, Rabs (iter k T q s a - Q_pi s a) <= gamma ^ k * e.
Proof.
elim: k q => [|k IH] q qe s a; first by rewrite /= Rmult_1_l.
rewrite iterS /= Rmult_assoc -evaluation_eq.
by apply: evaluation_contracts => s' a'; apply: IH.
Qed.

Let pair_distance (q : forall s, action m s -> R) s a :
  Rabs (q s a - Q_pi s a) <= norm (fun s => distance (q s) (Q_pi s)).
Proof.
have := le_norm (fun s => distance (q s) (Q_pi s)) s; have := Rle_abs (distance (q s) (Q_pi s)).
by have := le_distance (q s) (Q_pi s) a; lra.
Qed.

(** in the norm over all state-action pairs too. *)
Theorem evaluation_norm_rate (q : forall s, action m s -> R) k :
  norm (fun s => distance (iter k T q s) (Q_pi s)) <= gamma ^ k * norm (fun s => distance (q s) (Q_pi s)).
Proof.
set e := norm (fun s => distance (q s) _); have e0 : 0 <= e by apply: norm_ge0.
have bound : 0 <= gamma ^ k * e by apply: Rmult_le_pos => //; apply: pow_le; lra.
apply: norm_le => // s; rewrite Rabs_pos_eq; last exact: norm_ge0.
by apply: norm_le => // a; apply: evaluation_rate => s' b; apply: pair_distance.
Qed.

(** [Q^pi] is the only fixed point. *)
Theorem evaluation_unique (q : forall s, action m s -> R) :
  (forall s a, T q s a = q s a) -> forall s a, q s a = Q_pi s a.
Proof.
move=> Tq s a; suff: Rabs (q s a - Q_pi s a) <= 0 by move/abs_le; lra.
apply: (@vanishing gamma (norm (fun s => distance (q s) (Q_pi s)))) => // k.
elim: k s a => [|k IH] s a; first by rewrite /= Rmult_1_l.
by rewrite -Tq -evaluation_eq /= Rmult_assoc; apply: evaluation_contracts.
Qed.

(** It is the ordinary evaluation of an entropy-augmented reward: the entropy is that of the next state, discounted. *)
Theorem evaluation_augmented (q : forall s, action m s -> R) s (a : action m s) :
  T q s a = reward a + gamma * temperature m * mean (fun s' => entropy (pi s')) a
            + gamma * mean (fun s' => \sum_b pi s' b * q s' b) a.
Proof.
rewrite Rplus_assoc Rmult_assoc -Rmult_plus_distr_l -meanM -meanD /evaluation action_valueE; congr (_ + _ * _).
by apply: eq_bigr => -[s'|] _ //=; rewrite soft_state_value_entropy; ring.
Qed.

End PolicyValue.

(** *** The optimal value *)

Section OptimalValue.
Variable m : mdp.
Implicit Types (s : state m) (V W : state m -> R) (pi : policy (action m)).

Local Notation gamma := (discount m).
Local Notation "'T^' pi" := (policy_backup m pi) (at level 8, pi at level 2).
Local Notation "'T*'" := (optimal_backup m).
Local Notation "'V^' pi" := (value m pi) (at level 8, pi at level 2).
Local Notation "'V*'" := (optimal_value m).

Let gamma01 := discount_bounds m.
Let contraction := @optimal_backup_contracts m.

(** The optimal value is the fixed point of the optimal backup, *)
Theorem optimal_value_eq s : T* V* s = V* s.
Proof. exact: (fixpoint_eq gamma01 contraction). Qed.

(** the only one, *)
Theorem optimal_value_unique V : (forall s, T* V s = V s) -> forall s, V s = V* s.
Proof. exact: (fixpoint_unique gamma01 contraction). Qed.

(** attracts iterates, *)
Theorem optimal_value_rate k V : distance (iter k T* V) V* <= gamma ^ k * distance V V*.
Proof. exact: (fixpoint_rate gamma01 contraction). Qed.

(** is as near as the change of one backup tells, *)
Theorem optimal_value_residual V e : (forall s, Rabs (T* V s - V s) <= e) ->
  forall s, Rabs (V s - V* s) <= e / (1 - gamma).
Proof. exact: (fixpoint_residual gamma01 contraction). Qed.

(** above all values below their backup, *)
Theorem optimal_value_ge V : (forall s, V s <= T* V s) -> forall s, V s <= V* s.
Proof. exact: (below_fixpoint gamma01 contraction (@optimal_backup_monotone m)). Qed.

(** and below all values above it. *)
Theorem optimal_value_le V : (forall s, T* V s <= V s) -> forall s, V* s <= V s.
Proof. exact: (above_fixpoint gamma01 contraction (@optimal_backup_monotone m)). Qed.

(** A terminal state is worth nothing. *)
Lemma optimal_value_terminal s : live m s = false -> V* s = 0.
Proof. by move=> dead; rewrite -optimal_value_eq optimal_backup_terminal. Qed.

(** No policy exceeds the optimal value, *)
Theorem value_le_optimal pi s : V^pi s <= V* s.
Proof. by apply: value_le => s'; rewrite -[V* s']optimal_value_eq; apply: policy_backup_le. Qed.

(** and a policy attains it exactly if it is greedy for it: *)
Theorem greedy_optimal pi : greedy m V* pi -> forall s, V^pi s = V* s.
Proof. by move=> opt s; rewrite -(@value_unique _ pi V*) // => s'; rewrite opt optimal_value_eq. Qed.

(** the softmax policy of [Q*] does. *)
Theorem optimal_policy_attains s : V^(optimal_policy m) s = V* s.
Proof. by apply: greedy_optimal; apply: softmax_greedy. Qed.

End OptimalValue.
