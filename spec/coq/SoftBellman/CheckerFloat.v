(******************************************************************************)
(*  The checker on the machine's floating-point numbers                       *)
(*                                                                            *)
(*  The same functor on the kernel's primitive doubles: a hundred times as    *)
(*  fast, at the price of axioms that say the processor rounds as IEEE 754    *)
(*  demands (PrimFloat, FloatAxioms).                                         *)
(******************************************************************************)

From Coq Require Export NArith Floats.
From mathcomp Require Export seq.
From Interval.Float Require Import Primitive_ops.
From Interval.Interval Require Import Float_full.
From SoftBellman Require Export Rows.
From SoftBellman Require Import Checker.

Module DoubleInterval := FloatIntervalFull PrimitiveFloat.
Module Double := Checker DoubleInterval.

Definition check := Double.check (PrimitiveFloat.PtoP 53%positive).

Theorem check_sound m c : check m c = true -> Double.certified m c.
Proof. exact (@Double.check_sound (PrimitiveFloat.PtoP 53%positive) m c). Qed.
