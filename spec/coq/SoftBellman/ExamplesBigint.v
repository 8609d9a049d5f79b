(******************************************************************************)
(*  Certificates that pass and that do not, on big integers                   *)
(*                                                                            *)
(*  One state in which to stay or to leave, and a terminal state.             *)
(******************************************************************************)

From SoftBellman Require Import CheckerBigint.

Open Scope bigZ_scope.

Notation num := Bigint.num.

(** Staying pays about ln 2, leaving about ln 3: V* is about ln 9 = 2.1972245773. *)
Definition stay_or_leave (weight gamma alpha : num) (successor : N) : model num := Model
  [:: [:: Row (dyadic 6243314768165359 (-53)) [:: To 0 weight];
          Row (dyadic 4947709893870347 (-52)) [:: To successor (dyadic 3 0); Pay 1 (dyadic 1 0) (dyadic 0 0)]];
      [::]]
  gamma alpha.

Definition bounds (lower upper : num) : certificate num := Certificate
  [:: lower; (dyadic 0 0)] [:: upper; (dyadic 0 0)]
  [:: [:: Some (dyadic (-7304210039150669) (-54)); Some (dyadic (-4947709893870347) (-52))]; [::]].

Definition model := stay_or_leave (dyadic 1 0) (dyadic 1 (-1)) (dyadic 1 0) 2.
Definition low := (dyadic 154615934159789 (-46)).
Definition high := (dyadic 618463736920631 (-48)).

(** The true bounds pass, *)
Lemma passes : check model (bounds low high) = true.
Proof. vm_cast_no_check (eq_refl true). Qed.

(** so they hold. *)
Theorem holds : Bigint.certified model (bounds low high).
Proof. exact (check_sound model (bounds low high) passes). Qed.

(** What is refused: bounds on the wrong side of the truth, *)
Lemma refuses_bounds : check model (bounds high high) = false /\ check model (bounds low low) = false.
Proof. vm_compute. split; reflexivity. Qed.

(** bounds that are no numbers, *)
Lemma refuses_nan : check model (bounds not_a_number high) = false /\ check model (bounds low not_a_number) = false.
Proof. vm_compute. split; reflexivity. Qed.

(** a weight that is negative, missing or no number, *)
Lemma refuses_weights :
  check (stay_or_leave (dyadic (-1) 0) (dyadic 1 (-1)) (dyadic 1 0) 2) (bounds low high) = false /\
  check (stay_or_leave (dyadic 0 0) (dyadic 1 (-1)) (dyadic 1 0) 2) (bounds low high) = false /\
  check (stay_or_leave not_a_number (dyadic 1 (-1)) (dyadic 1 0) 2) (bounds low high) = false.
Proof. vm_compute. repeat split; reflexivity. Qed.

(** a discount of 1, a negative temperature, *)
Lemma refuses_parameters :
  check (stay_or_leave (dyadic 1 0) (dyadic 1 0) (dyadic 1 0) 2) (bounds low high) = false /\
  check (stay_or_leave (dyadic 1 0) (dyadic 1 (-1)) (dyadic (-1) 0) 2) (bounds low high) = false.
Proof. vm_compute. split; reflexivity. Qed.

(** a successor that is no state, *)
Lemma refuses_successor : check (stay_or_leave (dyadic 1 0) (dyadic 1 (-1)) (dyadic 1 0) 3) (bounds low high) = false.
Proof. vm_compute. reflexivity. Qed.

(** and vectors that are too short. *)
Lemma refuses_short : check model (Certificate [:: low] [:: high; (dyadic 0 0)] [:: [::]; [::]]) = false.
Proof. vm_compute. reflexivity. Qed.

(** At temperature 0 the optimum is 2 ln 2, for staying: the same tests decide. *)
Lemma hard_passes : check (stay_or_leave (dyadic 1 0) (dyadic 1 (-1)) (dyadic 0 0) 2)
  (Certificate [:: (dyadic 3121656570912977 (-51)); (dyadic 0 0)] [:: (dyadic 3121658822712791 (-51)); (dyadic 0 0)]
               [:: [:: Some (dyadic 0 0); None]; [::]]) = true.
Proof. vm_compute. reflexivity. Qed.
