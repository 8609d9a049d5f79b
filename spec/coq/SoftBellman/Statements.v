(******************************************************************************)
(*  What is claimed                                                           *)
(*                                                                            *)
(*  One definition for each law of spec/theorems, named like it, and nothing  *)
(*  else: no proofs.  To know what has been proved, read this file and the    *)
(*  definitions it uses, which stand in the header boxes of Sums, Entropy,    *)
(*  Mdp, Operators, Evaluation, Improvement, Iteration, Certificate,          *)
(*  Invariance, HardLimit and MovingAverage.  Theorems.v proves each.         *)
(*                                                                            *)
(*  At temperature 0 "the softmax" is uniform over the maximisers, and a      *)
(*  policy is greedy if it is on the maximisers: softmax_optimality and       *)
(*  greedy_policies say so.                                                   *)
(******************************************************************************)

From SoftBellman Require Import Sums Entropy Contraction Mdp Operators Evaluation Improvement.
From SoftBellman Require Import Iteration Certificate Invariance HardLimit MovingAverage.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

(** ** One state, with a finite set A of actions that has an element *)

Section OneState.
Variable A : finType.
Implicit Types (alpha beta t c : R) (p q : A -> R).

Local Notation "'L_' alpha" := (log_sum_exp alpha) (at level 8, alpha at level 2).
Local Notation n := (INR #|A|).

Definition log_sum_exp_bounds : Prop := forall (a0 : A) alpha q, 0 <= alpha ->
  maximum q + alpha * ln (ties q) <= L_ alpha q <= maximum q + alpha * ln n /\
  (0 < alpha -> L_ alpha q = maximum q + alpha * ln (ties q) -> forall a, q a = maximum q) /\
  (0 < alpha -> L_ alpha q = maximum q + alpha * ln n -> forall a, q a = maximum q).

Definition shift_equivariance : Prop := forall (a0 : A) alpha q c, 0 <= alpha ->
  L_ alpha (fun a => q a + c) = L_ alpha q + c /\
  forall a, softmax alpha (fun a => q a + c) a = softmax alpha q a.

Definition homogeneity : Prop := forall (a0 : A) alpha q t, 0 <= alpha -> 0 < t ->
  L_ (t * alpha) (fun a => t * q a) = t * L_ alpha q /\
  forall a, softmax (t * alpha) (fun a => t * q a) a = softmax alpha q a.

Definition gradient_sandwich : Prop := forall (a0 : A) alpha q q', 0 <= alpha ->
  (forall p p', optimal alpha q p -> optimal alpha q' p' ->
     \sum_a p' a * (q a - q' a) <= L_ alpha q - L_ alpha q' <= \sum_a p a * (q a - q' a)) /\
  minimum (fun a => q a - q' a) <= L_ alpha q - L_ alpha q' <= maximum (fun a => q a - q' a) /\
  ((forall a, q a <= q' a) -> L_ alpha q <= L_ alpha q') /\
  Rabs (L_ alpha q - L_ alpha q') <= distance q q'.

Definition temperature_monotonicity : Prop := forall (a0 : A) alpha beta q, 0 <= alpha -> alpha <= beta ->
  (beta - alpha) * entropy (softmax alpha q) <= L_ beta q - L_ alpha q
                                             <= (beta - alpha) * entropy (softmax beta q) /\
  L_ alpha q <= L_ beta q /\
  L_ beta q - beta * ln n <= L_ alpha q - alpha * ln n /\
  0 <= entropy (softmax alpha q) <= entropy (softmax beta q) /\
  entropy (softmax beta q) <= ln n.

Definition gibbs_identity : Prop := forall alpha p q, 0 < alpha -> dist p ->
  L_ alpha q - soft_state_value alpha p q = alpha * KL p (softmax alpha q) /\
  0 <= KL p (softmax alpha q) /\
  kl_objective alpha p q = alpha * KL p (softmax alpha q) - L_ alpha q.

Definition softmax_optimality : Prop := forall (a0 : A) alpha q,
  (0 < alpha -> forall a, softmax alpha q a = exp (q a / alpha) / \sum_b exp (q b / alpha)) /\
  (0 <= alpha -> forall p, dist p -> soft_state_value alpha p q <= L_ alpha q) /\
  (0 <= alpha -> optimal alpha q (softmax alpha q)) /\
  (0 < alpha -> forall p, optimal alpha q p <-> forall a, p a = softmax alpha q a) /\
  (forall p, optimal 0 q p <-> dist p /\ forall a, p a <> 0 -> q a = maximum q) /\
  (0 < alpha -> forall p, dist p ->
     alpha / 2 * (\sum_a Rabs (p a - softmax alpha q a)) ^ 2 <= L_ alpha q - soft_state_value alpha p q).

Definition softmax_divergence : Prop := forall (a0 : A) alpha q q' lo hi, 0 < alpha ->
  (forall a, lo <= q a - q' a <= hi) ->
  alpha * KL (softmax alpha q) (softmax alpha q') <= (hi - lo) ^ 2 / (8 * alpha).

End OneState.

Definition boltzmann_average_expands : Prop := forall beta, 0 < beta ->
  (exists q q' : bool -> R, distance q q' < Rabs (boltzmann_average beta q - boltzmann_average beta q')) /\
  (forall q q' : bool -> R, Rabs (log_sum_exp (1 / beta) q - log_sum_exp (1 / beta) q') <= distance q q').

Definition moving_average_rate : Prop := forall tau online target k, 0 < tau <= 1 ->
  iter k (moving_average tau online) target = (1 - tau) ^ k * target + (1 - (1 - tau) ^ k) * online /\
  Rabs (iter k (moving_average tau online) target - online) = (1 - tau) ^ k * Rabs (target - online).

(** ** Finite MDPs *)

Section FiniteMdp.
Variable m : mdp.
Implicit Types (s : state m) (V W L U D : state m -> R) (pi : policy (action m)) (c : R) (k : nat).

Local Notation gamma := (discount m).
Local Notation alpha := (temperature m).
Local Notation live := (live m).
Local Notation endless := (endless m).
Local Notation Q := (action_value m).
Local Notation "'T^' pi" := (policy_backup m pi) (at level 8, pi at level 2).
Local Notation "'T*'" := (optimal_backup m).
Local Notation "'V^' pi" := (value m pi) (at level 8, pi at level 2).
Local Notation "'Q^' pi" := (policy_value m pi) (at level 8, pi at level 2).
Local Notation "'V*'" := (optimal_value m).
Local Notation "'Q*'" := (optimal_action_value m).
Local Notation "'pi*'" := (optimal_policy m).

(** *** Operators *)

Definition monotonicity : Prop := forall V W, (forall s, V s <= W s) ->
  (forall s, T* V s <= T* W s) /\ (forall pi s, T^pi V s <= T^pi W s).

Definition constant_shift : Prop := forall V c s, live s ->
  (forall pi, T^pi (raise V c) s = T^pi V s + gamma * c * \sum_a pi s a * goes_on a) /\
  (0 <= c -> gamma * c * minimum (@goes_on m s) <= T* (raise V c) s - T* V s
                                                <= gamma * c * maximum (@goes_on m s)) /\
  ((forall a : action m s, goes_on a = 1) ->
     T* (raise V c) s = T* V s + gamma * c /\ forall pi, T^pi (raise V c) s = T^pi V s + gamma * c).

Definition contraction : Prop :=
  (forall V W, distance (T* V) (T* W) <= gamma * distance V W) /\
  (forall pi V W, distance (T^pi V) (T^pi W) <= gamma * distance V W) /\
  (forall V, (forall s, T* V s = V s) <-> forall s, V s = V* s) /\
  (forall pi V, (forall s, T^pi V s = V s) <-> forall s, V s = V^pi s).

Definition bellman_gap_identity : Prop := 0 < alpha -> forall pi V s,
  T* V s - T^pi V s = alpha * KL (pi s) (softmax_policy m V s) /\
  T^pi V s <= T* V s /\
  (T^pi V s = T* V s <-> forall a, pi s a = softmax_policy m V s a).

Definition greedy_policies : Prop := forall V,
  greedy m V (softmax_policy m V) /\
  (0 < alpha -> forall pi, greedy m V pi <-> forall s a, pi s a = softmax_policy m V s a) /\
  (alpha = 0 -> forall pi, greedy m V pi <-> forall s a, pi s a <> 0 -> Q V s a = maximum (Q V s)).

Definition optimal_value_is_maximum : Prop :=
  (forall pi s, V^pi s <= V* s) /\ (forall s, V^pi* s = V* s).

Definition sub_super_solution : Prop :=
  (forall V, (forall s, V s <= T* V s) ->
     (forall pi s, greedy m V pi -> V s <= T* V s <= V^pi s /\ V^pi s <= V* s) /\
     (forall s t, V t <= backup_at m V s t <= T* (backup_at m V s) t)) /\
  (forall V, (forall s, T* V s <= V s) ->
     (forall s, V* s <= T* V s <= V s) /\
     (forall s t, T* (backup_at m V s) t <= backup_at m V s t <= V t)) /\
  (forall c, (forall s (a : action m s), c <= reward a + alpha * ln (INR #|action m s|)) ->
     (forall s, constant_value m (Rmin c 0) s <= T* (constant_value m (Rmin c 0)) s) /\
     (endless -> forall s, constant_value m c s <= T* (constant_value m c) s)) /\
  (forall c, (forall s (a : action m s), reward a + alpha * ln (INR #|action m s|) <= c) ->
     (forall s, T* (constant_value m (Rmax c 0)) s <= constant_value m (Rmax c 0) s) /\
     (endless -> forall s, T* (constant_value m c) s <= constant_value m c s)).

Definition residual_bounds : Prop :=
  (forall V lo hi, (forall s, live s -> lo <= T* V s - V s <= hi) ->
     (forall s, live s = false -> V s = 0) -> lo <= 0 <= hi \/ endless ->
     forall pi s, greedy m V pi -> live s ->
       T* V s + gamma * lo / (1 - gamma) <= V^pi s <= V* s /\
       V* s <= T* V s + gamma * hi / (1 - gamma) /\
       V* s - V^pi s <= gamma * (hi - lo) / (1 - gamma)) /\
  (forall V, distance V* V <= distance (T* V) V / (1 - gamma)).

Definition upper_certificate : Prop := forall U,
  (forall s, live s = false -> 0 <= U s) -> (forall s, live s -> upper_test m U s) ->
  forall s, V* s <= U s.

Definition lower_certificate : Prop := forall L (l : forall s, action m s -> option R) pi,
  (forall s a, pi s a = weight_of (l s a) / \sum_b weight_of (l s b)) ->
  (forall s, live s = false -> L s <= 0) ->
  (forall s, live s -> 0 < \sum_a weight_of (l s a)) ->
  (forall s, live s -> lower_test m L l s) ->
  (forall s, L s <= T^pi L s) /\ (forall s, L s <= V^pi s <= V* s).

(** *** Algorithms *)

Definition value_iteration_rate : Prop := forall V k,
  distance (iter k T* V) V* <= gamma ^ k * distance V V* /\
  forall pi, distance (iter k (T^pi) V) (V^pi) <= gamma ^ k * distance V (V^pi).

Definition soft_policy_evaluation : Prop := forall pi,
  (forall s, Un_cv (fun n => \sum_(t < n) gamma ^ t * expected m pi t (gain m pi) s) (V^pi s)) /\
  (forall s a, evaluation m pi (Q^pi) s a = Q^pi s a) /\
  (forall q, (forall s a, evaluation m pi q s a = q s a) -> forall s a, q s a = Q^pi s a) /\
  (forall q k, norm (fun s => distance (iter k (evaluation m pi) q s) (Q^pi s))
               <= gamma ^ k * norm (fun s => distance (q s) (Q^pi s))) /\
  (forall q s (a : action m s), evaluation m pi q s a =
     reward a + gamma * alpha * mean (fun s' => entropy (pi s')) a
     + gamma * mean (fun s' => \sum_b pi s' b * q s' b) a).

Definition soft_policy_improvement : Prop :=
  (forall pi pi', (forall s, live s -> projection m pi s (pi' s) <= projection m pi s (pi s)) ->
     (forall s, V^pi s <= V^pi' s) /\ (forall s a, Q^pi s a <= Q^pi' s a)) /\
  (forall (C : policy (action m) -> Prop) pi pi', C pi ->
     (forall pi'', C pi'' -> forall s, live s -> projection m pi s (pi' s) <= projection m pi s (pi'' s)) ->
     (forall s, V^pi s <= V^pi' s) /\ (forall s a, Q^pi s a <= Q^pi' s a)) /\
  (0 < alpha -> forall pi pi' s, live s ->
     projection m pi s (pi' s) = alpha * KL (pi' s) (softmax alpha (Q^pi s)) - log_sum_exp alpha (Q^pi s)).

Definition soft_policy_iteration : Prop := forall pi : nat -> policy (action m), policy_iteration pi ->
  (forall k s, V^(pi k) s <= V^(pi k.+1) s <= V* s) /\
  (forall k, distance V* (V^(pi k)) <= gamma ^ k * distance V* (V^(pi 0%nat))) /\
  (0 < alpha -> forall s a, Un_cv (fun k => pi k s a) (pi* s a)) /\
  (0 < alpha -> forall s k, live s ->
     alpha / 2 * (\sum_a Rabs (pi k s a - pi* s a)) ^ 2 <= gamma ^ k * distance V* (V^(pi 0%nat))).

Definition quadratic_rate : Prop := 0 < alpha ->
  (forall V lo hi, (forall x, lo <= after (fun s => V* s - V s) x <= hi) ->
     forall s, 0 <= V* s - V^(softmax_policy m V) s <= gamma ^ 2 * (hi - lo) ^ 2 / (8 * alpha * (1 - gamma))) /\
  (forall pi : nat -> policy (action m), policy_iteration pi -> forall k,
     distance V* (V^(pi k.+1)) <= gamma ^ 2 * distance V* (V^(pi k)) ^ 2 / (8 * alpha * (1 - gamma))).

Definition monotone_policy_iteration : Prop := forall pi pi', greedy m (V^pi) pi' ->
  (forall s, V^pi s <= T* (V^pi) s <= V^pi' s /\ V^pi' s <= V* s) /\
  distance V* (V^pi') <= gamma * distance V* (V^pi).

Definition suboptimality_identity : Prop := 0 < alpha -> forall pi,
  (forall s, V* s - V^pi s = discounted m pi (fun s' => alpha * KL (pi s') (pi* s')) s) /\
  (forall s, Un_cv (fun n => \sum_(t < n) gamma ^ t * expected m pi t (fun s' => alpha * KL (pi s') (pi* s')) s)
                   (V* s - V^pi s)) /\
  (forall D, (forall s, D s = alpha * KL (pi s) (pi* s) + gamma * transport m pi D s) <->
             forall s, D s = V* s - V^pi s).

(** *** What must not matter, and what does *)

Definition reward_shift : Prop := forall c, let m' := shift_reward m c in
  (endless -> forall s, live s -> optimal_value m' s = V* s + c / (1 - gamma)) /\
  (endless -> forall s a, optimal_policy m' s a = pi* s a) /\
  (forall pi s, value m' pi s = V^pi s + c * duration m pi s) /\
  (forall pi s, live s -> 1 <= duration m pi s <= 1 / (1 - gamma)) /\
  (0 <= c -> forall s, live s -> V* s + c <= optimal_value m' s <= V* s + c / (1 - gamma)).

Definition reward_scale : Prop := forall t (t_gt0 : 0 < t), let m' := scale_reward m t_gt0 in
  (forall s, optimal_value m' s = t * V* s) /\
  (forall s a, optimal_action_value m' s a = t * Q* s a) /\
  (forall s a, optimal_policy m' s a = pi* s a) /\
  (forall pi s, value m' pi s = t * V^pi s).

Definition potential_shaping : Prop := forall potential, (forall s, live s = false -> potential s = 0) ->
  let m' := shape_reward m potential in
  (forall pi s, value m' pi s = V^pi s - potential s) /\
  (forall s, optimal_value m' s = V* s - potential s) /\
  (forall s a, optimal_action_value m' s a = Q* s a - potential s) /\
  (forall s a, optimal_policy m' s a = pi* s a).

Definition terminal_is_not_absorbing : Prop := forall s,
  (absorbing m s -> live s ->
     V* s = alpha * ln (INR #|action m s|) / (1 - gamma) /\
     forall pi, V^pi s = alpha * entropy (pi s) / (1 - gamma)) /\
  (live s = false -> V* s = 0 /\ forall pi, V^pi s = 0) /\
  (forall V (a : action m s), P a None = 1 -> Q V s a = reward a).

Definition temperature_bias : Prop := forall n, (forall s, (#|action m s| <= n)%nat) -> forall s,
  let bias := alpha * ln (INR n) / (1 - gamma) in
  (forall pi, V^pi s = value (hard m) pi s + alpha * discounted_entropy m pi s) /\
  optimal_value (hard m) s <= V* s <= optimal_value (hard m) s + bias /\
  optimal_value (hard m) s - bias <= value (hard m) pi* s <= optimal_value (hard m) s.

End FiniteMdp.

(** ** Two models *)

Definition simulation_lemma : Prop :=
  forall (S : finType) (A : S -> finType) (w w' : forall s, A s -> option S -> R) (r r' : forall s, A s -> R)
    gamma alpha (gamma01 : 0 <= gamma < 1) (alpha0 : 0 <= alpha)
    (w_ge0 : forall s a x, 0 <= w s a x) (w'_ge0 : forall s a x, 0 <= w' s a x)
    (mass : forall s a, 0 < \sum_x w s a x) (mass' : forall s a, 0 < \sum_x w' s a x),
  let m := Mdp r w_ge0 mass gamma01 alpha0 in
  let m' := Mdp r' w'_ge0 mass' gamma01 alpha0 in
  forall dr dp lo hi, 0 <= dr -> 0 <= dp ->
  (forall s a, Rabs (r' s a - r s a) <= dr) ->
  (forall s a, \sum_x Rabs (@P m' s a x - @P m s a x) <= dp) ->
  (forall x, lo <= after (optimal_value m) x <= hi) ->
  forall s, Rabs (optimal_value m s - optimal_value m' s) <= (dr + gamma * (dp * (hi - lo) / 2)) / (1 - gamma).
