import { playInTurn } from './play';

playInTurn('direct-routing');
